using System.Text.RegularExpressions;

namespace AgentFleet.GitHub;

/// <summary>
/// A secret that opens GitHub. Printing it shows <c>***</c>, and no property holds it, so that neither a log that takes
/// objects apart nor a serializer finds it.
/// </summary>
public sealed partial record AccessToken
{
    private readonly string _text;

    /// <param name="expiresAt">By GitHub's clock; null when it does not say.</param>
    /// <exception cref="FormatException">It is not one word in plain letters. The message does not repeat it.</exception>
    public AccessToken(string text, DateTimeOffset? expiresAt = null)
    {
        if (!IsToken(text))
            throw new FormatException("a token is one word in plain letters");
        (_text, ExpiresAt) = (text, expiresAt);
    }

    public DateTimeOffset? ExpiresAt { get; }

    public static bool IsToken(string text) => Pattern().IsMatch(text);

    /// <summary>The secret itself, for a header or another program's credential; never for a log, an event or an environment.</summary>
    public string Reveal() => _text;

    public bool IsSameAs(AccessToken? other) => other is not null && other._text == _text;

    public override string ToString() => "***";

    // Servers may repeat what they were given.
    internal string TakenOutOf(string text) => text.Replace(_text, ToString(), StringComparison.Ordinal);

    [GeneratedRegex(@"^[!-~]{1,4000}\z")]
    private static partial Regex Pattern();
}
