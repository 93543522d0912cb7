namespace AgentFleet.GitHubSetup;

/// <summary>The scopes of classic tokens.</summary>
/// <remarks>https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps</remarks>
internal static class Scopes
{
    private const string All = "repo";
    private const string Public = "public_repo";
    private const string Workflow = "workflow";

    private static readonly string[] Useful = [All, Public, Workflow, "repo:status", "security_events"];

    /// <summary>The scope that writing asks for and that is not there.</summary>
    public static string? Lacking(IReadOnlyList<string> scopes, Right right, bool isPrivate) =>
        !scopes.Contains(All) && (isPrivate || !scopes.Contains(Public)) ? isPrivate ? All : Public
        : right == Right.Workflows && !scopes.Contains(Workflow) ? Workflow
        : null;

    /// <summary>Whether a scope is more than is needed here, and why.</summary>
    public static string? TooMuch(string scope, bool isPrivate) => scope switch
    {
        All when isPrivate => "it reaches every repository of its person; a fine-grained token or an App can be held to this one",
        All => $"it reaches every repository of its person, private ones too; {Public} would do here, and a fine-grained token or an App can be held to this one",
        _ => Useful.Contains(scope) ? null : "not needed",
    };
}
