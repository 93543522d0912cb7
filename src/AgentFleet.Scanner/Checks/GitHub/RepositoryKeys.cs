using System.Globalization;
using AgentFleet.GitHub;
using AgentFleet.Ledger.Scanning;

namespace AgentFleet.Scanner.Checks.GitHub;

/// <summary>What the findings of a repository are called, and by what they are found again when it is renamed.</summary>
internal sealed record RepositoryKeys(RepositoryName Name, long Id)
{
    public Identity Issue(int number) => new(GitHubKinds.Issue, $"{Name}#{number}", Key(number));

    public Identity PullRequest(int number) => new(GitHubKinds.PullRequest, $"{Name}#{number}", Key(number));

    public Identity Workflow(long workflow, string name, string branch) => new(GitHubKinds.Workflow, $"{Name} {name}@{branch}", WorkflowKey(workflow, branch));

    public string WorkflowKey(long workflow, string branch) => string.Create(CultureInfo.InvariantCulture, $"{Id}/{workflow}@{branch}");

    /// <param name="source">Which of GitHub's lists, such as <c>dependabot</c>; each counts by itself.</param>
    public Identity Alert(string source, int number) => new(GitHubKinds.Security, $"{Name} {source}#{number}", $"{Id}/{source}-{number}");

    /// <summary>Of an issue or a pull request.</summary>
    public string Key(int number) => string.Create(CultureInfo.InvariantCulture, $"{Id}/{number}");
}
