using AgentFleet.GitHub;
using AgentFleet.Ledger;

namespace AgentFleet.GitHubSetup;

/// <summary>The repository that is set up, under the name that it has now, and what its token tells of itself.</summary>
internal sealed record SetupTarget(RepositoryName Name, GitHubRepository Repository, TokenRights Told)
{
    private const int Longest = 200;

    /// <summary>What it is called on a screen; never for a request.</summary>
    public string ShownBranch => Shown(Repository.DefaultBranch!);

    /// <summary>What GitHub says may be what a stranger wrote there.</summary>
    public static string Shown(string text) => PlainText.Line(text, Longest);

    /// <summary>The repository, or in one line why it cannot be set up.</summary>
    public static async Task<(SetupTarget? Target, string? Trouble)> FindAsync(GitHubClient client, RepositoryName asked, Asking asking, CancellationToken ct)
    {
        var answer = await new RepositoryQuestions(client).OneAsync(asked, asking, ct);
        if (answer is not Answer<GitHubRepository>.Seen { Value: var repository })
            return (null, $"{asked}: {answer.Trouble}");
        if (repository.Archived || repository.Disabled)
            return (null, $"{asked} is {(repository.Archived ? "archived: it can only be read" : "switched off by GitHub")}, so there is nothing to set up");
        if (repository.DefaultBranch is not { Length: > 0 } || !RepositoryName.TryParse(repository.FullName, out var name))
            return (null, $"{asked}: GitHub does not say what it is called, or which branch is its default");
        var rights = await new PermissionQuestions(client).OfTokenAsync(name, asking, ct);
        return rights is Answer<TokenRights>.Seen { Value: var told } ? (new(name, repository, told), null) : (null, $"{asked}: {rights.Trouble}");
    }
}
