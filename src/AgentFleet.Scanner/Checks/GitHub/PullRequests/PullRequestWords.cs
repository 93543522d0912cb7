using System.Text.Json.Nodes;
using AgentFleet.GitHub;
using AgentFleet.Ledger;

namespace AgentFleet.Scanner.Checks.GitHub.PullRequests;

/// <summary>A pull request that needs work, as an observation.</summary>
internal static class PullRequestWords
{
    private const int MostChecks = 20;
    private const int MostLabels = 100;

    public static Observation Of(PullRequest pull, Needs needs, RepositoryKeys keys) => new(null, Level.Warning, Title(pull, needs), Evidence(pull, needs, keys))
    {
        Identity = keys.PullRequest(pull.Number),
        Rank = Priority.Of(pull.Labels).Rank(isMachines: pull.User is not null && Writers.IsBot(pull.User)),
        FiledAt = pull.CreatedAt,
    };

    private static string Title(PullRequest pull, Needs needs)
    {
        var said = string.Join(", ", needs.Certain.Select(Said));
        var title = KeptText.Short(pull.Title);
        return $"{char.ToUpperInvariant(said[0])}{said[1..]}: {(title is null or "" ? "(no title)" : title)}";
    }

    private static string Said(Need need) => need switch
    {
        Need.ChecksFailed => "its checks failed",
        Need.Conflicts => "it has conflicts",
        Need.ChangesRequested => "changes were requested",
        _ => "nothing has happened to it for a long time",
    };

    private static JsonObject Evidence(PullRequest pull, Needs needs, RepositoryKeys keys) => new()
    {
        ["repository"] = keys.Name.ToString(),
        ["repository_id"] = keys.Id,
        ["number"] = pull.Number,
        ["url"] = KeptText.Short(pull.HtmlUrl),
        ["author"] = KeptText.Short(pull.User?.Login),
        ["head_branch"] = KeptText.Short(pull.Head?.Ref),
        ["head_sha"] = KeptText.Short(pull.Head?.Sha),
        ["base_branch"] = KeptText.Short(pull.Base?.Ref),
        ["needs"] = KeptText.List(needs.Certain.Select(Words.Of)),
        ["failed_checks"] = KeptText.List(needs.FailedChecks.Distinct(StringComparer.Ordinal).Take(MostChecks)),
        ["labels"] = KeptText.List(pull.Labels.Take(MostLabels).Select(label => label.Name)),
        ["updated_at"] = Times.Text(pull.UpdatedAt),
    };
}
