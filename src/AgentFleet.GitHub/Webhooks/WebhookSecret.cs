using System.Security.Cryptography;
using System.Text;

namespace AgentFleet.GitHub;

/// <summary>
/// What GitHub signs its deliveries with. Printing it shows <c>***</c>, and no property holds it, so that neither a log that
/// takes objects apart nor a serializer finds it.
/// </summary>
public sealed record WebhookSecret
{
    public const int LeastLength = 16;

    private const int MostLength = 1000;

    private readonly string _text;

    /// <exception cref="FormatException">It is too short or no single line. The message does not repeat it.</exception>
    public WebhookSecret(string text)
    {
        if (!IsSecret(text))
            throw new FormatException($"a secret is one line of at least {LeastLength} characters");
        _text = text;
    }

    // A line break or a blank at an end comes from a file or a shell, not from whoever chose the secret.
    public static bool IsSecret(string text) =>
        text.Length is >= LeastLength and <= MostLength && text.Trim().Length == text.Length && !text.Any(char.IsControl);

    /// <summary>Begins to sign as GitHub signs: HMAC-SHA256 over the body as it comes.</summary>
    public IncrementalHash BeginToSign() => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(_text));

    public override string ToString() => "***";
}
