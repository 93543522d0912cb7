using System.Text.Json.Nodes;
using AgentFleet.GitHub;
using AgentFleet.Ledger;

namespace AgentFleet.Scanner.Checks.GitHub;

/// <summary>An issue that asks for a fix, as an observation.</summary>
internal static class IssueWords
{
    private const int MostLabels = 100;
    private const string NoTitle = "(no title)";

    /// <summary>Of exactly what was read by whoever set the label.</summary>
    public static string ContentHash(Issue issue) => issue.ContentHash;

    public static Observation Of(Issue issue, IReadOnlyList<IssueLabel> labels, RepositoryKeys keys, TimelineEvent? labeled, string? refused)
    {
        var priority = Priority.Of(labels);
        var isMachines = issue.User?.Type.Is(UserType.Bot) == true;
        var title = KeptText.Short(issue.Title ?? "");
        return new(null, priority.Level, title.Length > 0 ? title : NoTitle, Evidence(issue, labels, keys, labeled))
        {
            Identity = keys.Issue(issue.Number),
            Refused = refused,
            Rank = priority.Rank(isMachines),
            FiledAt = issue.CreatedAt,
        };
    }

    private static JsonObject Evidence(Issue issue, IReadOnlyList<IssueLabel> labels, RepositoryKeys keys, TimelineEvent? labeled) => new()
    {
        ["repository"] = keys.Name.ToString(),
        ["repository_id"] = keys.Id,
        ["number"] = issue.Number,
        ["issue_id"] = issue.Id,
        ["url"] = KeptText.Short(issue.HtmlUrl),
        ["author"] = KeptText.Short(issue.User?.Login),
        ["author_id"] = issue.User?.Id,
        ["author_type"] = KeptText.Short(issue.User?.Type.Text),
        ["labels"] = KeptText.List(labels.Take(MostLabels).Select(label => label.Name)),
        ["labeled_by"] = KeptText.Short(labeled?.By?.Login),
        ["labeled_by_id"] = labeled?.By?.Id,
        ["label_event_id"] = labeled?.Id,
        ["labeled_at"] = Times.Text(labeled?.At),
        ["content_hash"] = ContentHash(issue),
        ["updated_at"] = Times.Text(issue.UpdatedAt),
    };
}
