using AgentFleet.Hub.State;
using static AgentFleet.Hub.Json.Written;

namespace AgentFleet.Hub.Json;

/// <summary>Events of issues, in the two lists that tell of them.</summary>
internal static class EventJson
{
    public static string Of(HubEvent happened, HubIssue issue) => happened switch
    {
        { Comment: { } comment } => IssueJson.Event(comment, issue),
        { Review: { } review } => ReviewJson.Event(review, issue.Pull!),
        { Source: { } source } => $$"""
            {"actor":{{Actor(happened)}},"created_at":{{Time(happened.At)}},"updated_at":{{Time(happened.At)}},"source":{"type":"issue","issue":{{IssueJson.Of(source)}}},"event":"cross-referenced"}
            """,
        _ => $$"""
            {"id":{{happened.Id}},"node_id":{{Node("E", happened.Id)}},"url":"{{issue.Repository.Url}}/issues/events/{{happened.Id}}","actor":{{Actor(happened)}},"event":"{{happened.Kind}}","commit_id":null,"commit_url":null,"created_at":{{Time(happened.At)}}{{More(happened)}},"performed_via_github_app":{{(happened.Via is { } app ? AccessJson.App(app) : "null")}}}
            """,
    };

    // GitHub says null for a deleted account here, although its description does not allow for it.
    private static string Actor(HubEvent happened) => happened.Actor.ShownAs ?? "null";

    private static string More(HubEvent happened) => happened switch
    {
        { Label: { } label } => $$""","label":{"name":{{Text(label.Name)}},"color":{{Text(label.Color)}}}""",
        { Kind: "renamed" } => $$""","rename":{"from":{{Text(happened.From)}},"to":{{Text(happened.To)}}}""",
        { IsLock: true } => $$""","lock_reason":{{Text(happened.Reason)}}""",
        { Kind: "closed" or "reopened" } => $$""","state_reason":{{Text(happened.Reason)}}""",
        _ => "",
    };
}
