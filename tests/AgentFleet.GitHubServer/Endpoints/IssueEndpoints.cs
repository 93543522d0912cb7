using System.Globalization;
using AgentFleet.Hub.Access;
using AgentFleet.Hub.Json;
using AgentFleet.Hub.State;
using AgentFleet.Hub.Wire;

namespace AgentFleet.Hub.Endpoints;

/// <summary>Issues as they are read. Pull requests are among them.</summary>
internal static class IssueEndpoints
{
    private const string Path = "/repos/{owner}/{repo}/issues";
    private static readonly Needs Reading = Needs.Read("issues", "pull_requests");

    public static IEnumerable<Operation> All { get; } =
    [
        new("GET", Path, Reading, List),
        new("GET", Path + "/{issue_number}", Reading, call => With(call, i => new Answer(200, [i.Piece]))),
        new("GET", Path + "/{issue_number}/timeline", Reading, call => With(call, i => Events(call, i, i.Events))),
        new("GET", Path + "/{issue_number}/events", Reading, call => With(call, i => Events(call, i, i.Events.Where(e => !e.IsTimelineOnly)))),
        new("GET", Path + "/{issue_number}/comments", Reading, call => With(call, i => Comments(call, i))),
        new("GET", Path + "/{issue_number}/labels", Reading, call => With(call, i => Labels(call, i))),
    ];

    /// <summary>The issue, or where it went.</summary>
    public static Answer With(Call call, Func<HubIssue, Answer> answer)
    {
        if (call.Repository.Issues.Find(call.Number("issue_number")) is not { } issue)
            return Answer.NotFound;
        if (!call.Repository.HasIssues && issue.Pull is null)
            return Disabled();
        var below = call.CanonicalPath[(call.CanonicalPath.IndexOf("/issues/", StringComparison.Ordinal) + "/issues/".Length)..];
        return issue switch
        {
            { MovedTo: { } moved } => Rights.CanSee(call.Caller, moved.Repository)
                ? Redirect.To(moved, below.Contains('/') ? below[below.IndexOf('/')..] : "")
                : Answer.NotFound,
            { Place: HubIssuePlace.Deleted } => Answer.Error(410, "This issue was deleted"),
            _ => answer(issue),
        };
    }

    public static Answer Disabled() => Answer.Error(410, "Issues has been disabled in this repository.");

    public static Answer Labels(Call call, HubIssue issue) =>
        Paging.List(call, issue.Labels, l => new Piece(LabelJson.Of(l, call.Repository)));

    private static Answer List(Call call)
    {
        if (!call.Repository.HasIssues)
            return Disabled();
        string? State() => call.Query["state"].FirstOrDefault() ?? "open";
        if (State() is not ("open" or "closed" or "all"))
            return Answer.Invalid("Issue", "state", "invalid");
        var since = DateTimeOffset.MinValue;
        if (call.Query["since"].FirstOrDefault() is { } text
            && !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out since))
            return Answer.Invalid("Issue", "since", "invalid");
        var labels = call.Query["labels"].FirstOrDefault()?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        var creator = call.Query["creator"].FirstOrDefault();
        return Paging.List(call, Sorted(call, call.Repository.Issues.Listed.Where(i =>
            (State() == "all" || i.IsOpen == (State() == "open"))
            && i.UpdatedAt >= since
            && (creator is null || i.Author.Login.Equals(creator, StringComparison.OrdinalIgnoreCase))
            && labels.All(l => i.Labels.Any(has => has.Name.Equals(l, StringComparison.OrdinalIgnoreCase))))), i => i.Piece);
    }

    private static List<HubIssue> Sorted(Call call, IEnumerable<HubIssue> issues)
    {
        Func<HubIssue, long> by = call.Query["sort"].FirstOrDefault() switch
        {
            "updated" => i => i.UpdatedAt.UtcTicks,
            "comments" => i => i.Comments.Count,
            _ => i => i.CreatedAt.UtcTicks,
        };
        return call.Query["direction"] == "asc"
            ? [.. issues.OrderBy(by).ThenBy(i => i.Number)]
            : [.. issues.OrderByDescending(by).ThenByDescending(i => i.Number)];
    }

    private static Answer Events(Call call, HubIssue issue, IEnumerable<HubEvent> events) =>
        Paging.List(call, events, e => new Piece(EventJson.Of(e, issue)));

    private static Answer Comments(Call call, HubIssue issue) => Paging.List(
        call,
        issue.Comments.Where(c => call.Query["since"].FirstOrDefault() is not { } since
            || !DateTimeOffset.TryParse(since, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var from)
            || c.CreatedAt >= from),
        c => new Piece(IssueJson.Of(c, issue)));
}
