using System.Text.Json;
using AgentFleet.Hub.Access;
using AgentFleet.Hub.Json;
using AgentFleet.Hub.State;
using AgentFleet.Hub.Wire;

namespace AgentFleet.Hub.Endpoints;

/// <summary>What workflows and bots do with issues.</summary>
internal static class IssueWriting
{
    private const int LongestText = 65_536;
    private const string Path = "/repos/{owner}/{repo}/issues";
    private static readonly Needs Writing = Needs.Write("issues", "pull_requests");

    public static IEnumerable<Operation> All { get; } =
    [
        new("POST", Path, Needs.Write("issues"), Create),
        new("PATCH", Path + "/{issue_number}", Writing, call => IssueEndpoints.With(call, i => Update(call, i))),
        new("POST", Path + "/{issue_number}/comments", Writing, call => IssueEndpoints.With(call, i => Comment(call, i))),
        new("POST", Path + "/{issue_number}/labels", Writing, call => IssueEndpoints.With(call, i => AddLabels(call, i))),
        new("DELETE", Path + "/{issue_number}/labels/{name}", Writing, call => IssueEndpoints.With(call, i => RemoveLabel(call, i))),
    ];

    private static Answer Create(Call call)
    {
        if (!call.Repository.HasIssues)
            return IssueEndpoints.Disabled();
        if (call.Text("title") is not { Length: > 0 } title)
            return Answer.Invalid("Issue", "title", "missing_field");
        if (call.Text("body") is { Length: > LongestText })
            return Answer.Invalid("Issue", "body", "custom", "body is too long (maximum is 65536 characters)");
        var issue = call.Repository.Issues.Open(title, call.Text("body"), call.Caller.User, Labels(call));
        return new(201, [issue.Piece]);
    }

    private static Answer Update(Call call, HubIssue issue)
    {
        var by = call.Caller.User!;
        if (call.Text("state") is not (null or "open" or "closed"))
            return Answer.Invalid("Issue", "state", "invalid");
        if (call.Text("title") is { } title && title != issue.Title)
            issue.Rename(title, by);
        if (call.Text("body") is { } body && body != issue.Body)
            issue.EditBody(body);
        if (call.Text("state") == "closed" && issue.IsOpen)
            issue.Close(by, call.Text("state_reason") ?? "completed");
        if (call.Text("state") == "open" && !issue.IsOpen)
            issue.Reopen(by);
        return new(200, [issue.Piece]);
    }

    private static Answer Comment(Call call, HubIssue issue) => call.Text("body") switch
    {
        { Length: > 0 and <= LongestText } body => Answer.Of(201, IssueJson.Of(issue.Comment(body, call.Caller.User!), issue)),
        _ => Answer.Invalid("IssueComment", "body", "missing_field"),
    };

    private static Answer AddLabels(Call call, HubIssue issue)
    {
        if (Labels(call) is not { Count: > 0 } names)
            return Answer.Invalid("Issue", "labels", "missing_field");
        foreach (var name in names)
            issue.Label(name, call.Caller.User!);
        return IssueEndpoints.Labels(call, issue);
    }

    private static Answer RemoveLabel(Call call, HubIssue issue)
    {
        if (!issue.Labels.Any(l => l.Name.Equals(call.Arguments["name"], StringComparison.OrdinalIgnoreCase)))
            return Answer.Error(404, "Label does not exist");
        issue.Unlabel(call.Arguments["name"], call.Caller.User!);
        return IssueEndpoints.Labels(call, issue);
    }

    private static List<string> Labels(Call call) =>
        call.Body.ValueKind == JsonValueKind.Object && call.Body.TryGetProperty("labels", out var labels) && labels.ValueKind == JsonValueKind.Array
            ? [.. labels.EnumerateArray().Where(l => l.ValueKind == JsonValueKind.String).Select(l => l.GetString()!)]
            : [];
}
