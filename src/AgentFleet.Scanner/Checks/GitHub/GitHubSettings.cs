using AgentFleet.Definitions;
using AgentFleet.GitHub;

namespace AgentFleet.Scanner.Checks.GitHub;

/// <summary>What a definition of the kind <c>github</c> says.</summary>
/// <param name="Repos">None: those of the configuration.</param>
/// <param name="FixLabel">Of the configuration.</param>
/// <param name="Bots">Bots that may ask for a fix, by their names.</param>
/// <param name="OwnBranches">How the branches begin whose pull requests are ours.</param>
/// <param name="StaleAfter">A pull request of ours that nothing happened to for so long needs somebody.</param>
/// <param name="FullEvery">How often everything is looked at, changed or not.</param>
internal sealed record GitHubSettings(
    IReadOnlyList<RepositoryName> Repos, string FixLabel, IReadOnlyList<string> Bots, string OwnBranches, TimeSpan StaleAfter, TimeSpan FullEvery, bool Security)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    public static IReadOnlyList<CheckOption> Options { get; } =
    [
        new("repos", "list of owner/name", "those of agentfleet.yaml", "Only these."),
        new("bots", "list of names", "none", "Bots whose label counts, such as `dependabot[bot]`: their rights are no evidence, so only a name admits them."),
        new("own_branches", "text", "`agentfleet/`", "How the branches of our own pull requests begin."),
        new("stale_after", "duration", "7d", "A pull request of ours to which nothing happened for so long needs somebody."),
        new("full_every", "duration", "1h", "How often everything is asked anew, changed or not; between, only what has changed is."),
        new("security", "true or false", "true", "Whether security alerts are findings, where the token may read them."),
    ];

    public static GitHubSettings Read(YamlMap map)
    {
        var written = map.TextList("repos");
        foreach (var text in written.Where(text => !RepositoryName.TryParse(text, out _)))
            map.Refuse("repos", $"{Quoted.Of(text)} is not a repository", "write owner/name");
        return new(
            [.. written.Where(text => RepositoryName.TryParse(text, out _)).Select(RepositoryName.Parse).Distinct()],
            "", map.TextList("bots"), map.Text("own_branches") ?? "agentfleet/",
            map.Duration("stale_after", Week, min: Hour, max: TimeSpan.FromDays(365)), map.Duration("full_every", Hour, min: TimeSpan.FromMinutes(1), max: TimeSpan.FromDays(7)),
            map.Flag("security", true));
    }
}
