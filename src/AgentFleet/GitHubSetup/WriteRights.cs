using AgentFleet.GitHub;
using AgentFleet.Ledger;

namespace AgentFleet.GitHubSetup;

/// <summary>What the token may write: as far as GitHub tells beforehand, and then by what was done.</summary>
internal sealed class WriteRights(TokenKind kind, TokenRights told, bool isPrivate)
{
    private const string Silence = "the token has no such right";

    // Why it was refused; null where it worked.
    private readonly Dictionary<Right, string?> _tried = [];

    public void Worked(Right right) => _tried[right] = null;

    public void Refused(Right right, string why) => _tried[right] = why;

    /// <returns>Null when nobody knows.</returns>
    public bool? May(Right right) => _tried.TryGetValue(right, out var refusal) ? refusal is null
        : HindranceOf(right) is not null ? false
        : kind == TokenKind.FineGrained ? null
        : true;

    /// <summary>Why it may not; null when it may, or nobody knows.</summary>
    public string? WhyNot(Right right) => _tried.TryGetValue(right, out var refusal) ? refusal : HindranceOf(right);

    private string? HindranceOf(Right right) => kind switch
    {
        TokenKind.None => "there is no token",
        TokenKind.App => told.Granted!.TryGetValue(Words.Of(right), out var access) && access is "write" or "admin" ? null : Silence,
        _ when told.Repository is { Push: false } => "its person may not write to this repository",
        TokenKind.Classic => Scopes.Lacking(told.Scopes!, right, isPrivate) is { } scope ? $"needs the scope {scope}" : null,
        _ => null,
    };
}
