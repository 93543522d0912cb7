using AgentFleet.GitHub;

namespace AgentFleet.GitHubSetup;

/// <summary>The kinds of tokens: each tells something else of what it may do.</summary>
internal enum TokenKind
{
    None,

    /// <summary>Also the gh CLI's: it has scopes, which reach every repository of its person, and names them.</summary>
    Classic,

    /// <summary>Of an App's installation: it has rights, and names them.</summary>
    App,

    /// <summary>It has rights, and GitHub does not name them.</summary>
    FineGrained,
}

internal static class TokenKinds
{
    public static TokenKind Of(GitHubAccess access, TokenRights rights) =>
        access is GitHubAccess.Anonymous ? TokenKind.None
        : rights.Granted is not null ? TokenKind.App
        : rights.Scopes is not null ? TokenKind.Classic
        : TokenKind.FineGrained;

    /// <summary>What it is, and how much can be told of it.</summary>
    public static IReadOnlyList<string> Said(this TokenKind kind, bool isPrivate) => kind switch
    {
        TokenKind.None => ["none", "What everybody may see was read."],
        TokenKind.Classic => ["classic, or of the gh CLI", "GitHub tells its scopes."],
        TokenKind.App => ["of an App's installation", "GitHub tells its rights."],
        _ =>
        [
            "fine-grained",
            $"GitHub does not tell its rights. Reading was tried{(isPrivate ? "" : ", which everybody may in a public repository")}; writing shows when it is done.",
            "Whether it may do too much cannot be told.",
        ],
    };
}
