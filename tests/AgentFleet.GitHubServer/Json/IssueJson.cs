using AgentFleet.Hub.State;
using static AgentFleet.Hub.Json.Written;

namespace AgentFleet.Hub.Json;

/// <summary>Issues, pull requests as issues, and comments.</summary>
internal static class IssueJson
{
    public static string Of(HubIssue issue)
    {
        var (url, repository) = (issue.Url, issue.Repository);
        return $$"""
            {"url":"{{url}}","repository_url":"{{repository.Url}}","labels_url":"{{url}}/labels{/name}","comments_url":"{{url}}/comments","events_url":"{{url}}/events","html_url":"{{issue.HtmlUrl}}","id":{{issue.Id}},"node_id":{{Node("I", issue.Id)}},"number":{{issue.Number}},"title":{{Text(issue.Title)}},"user":{{issue.Author.ShownAs ?? "null"}},"labels":{{List(issue.Labels.Select(l => LabelJson.Of(l, repository)))}},"state":"{{(issue.IsOpen ? "open" : "closed")}}","locked":{{Bool(issue.IsLocked)}},"assignee":null,"assignees":[],"milestone":null,"comments":{{issue.Comments.Count}},"created_at":{{Time(issue.CreatedAt)}},"updated_at":{{Time(issue.UpdatedAt)}},"closed_at":{{Time(issue.ClosedAt)}},"author_association":"{{repository.AssociationOf(issue.Author)}}","active_lock_reason":{{Text(issue.LockReason)}},"sub_issues_summary":{"total":0,"completed":0,"percent_completed":0},"issue_dependencies_summary":{"blocked_by":0,"total_blocked_by":0,"blocking":0,"total_blocking":0},"body":{{Text(issue.Body)}},"closed_by":{{issue.ClosedBy?.ShownAs ?? "null"}},"reactions":{{Reactions(url)}},"timeline_url":"{{url}}/timeline","performed_via_github_app":null,"state_reason":{{Text(issue.StateReason)}}{{Pull(issue)}}}
            """;
    }

    public static string Of(HubComment comment, HubIssue issue) => $"{{{Fields(comment, issue)}}}";

    /// <summary>In the timeline a comment is an event too.</summary>
    public static string Event(HubComment comment, HubIssue issue) =>
        $$"""{"event":"commented","actor":{{comment.Author.ShownAs ?? "null"}},{{Fields(comment, issue)}}}""";

    private static string Fields(HubComment comment, HubIssue issue)
    {
        var url = $"{issue.Repository.Url}/issues/comments/{comment.Id}";
        return $$"""
            "url":"{{url}}","html_url":"{{issue.HtmlUrl}}#issuecomment-{{comment.Id}}","issue_url":"{{issue.Url}}","id":{{comment.Id}},"node_id":{{Node("IC", comment.Id)}},"user":{{comment.Author.ShownAs ?? "null"}},"created_at":{{Time(comment.CreatedAt)}},"updated_at":{{Time(comment.CreatedAt)}},"body":{{Text(comment.Body)}},"author_association":"{{issue.Repository.AssociationOf(comment.Author)}}","reactions":{{Reactions(url)}},"performed_via_github_app":null
            """;
    }

    private static string Pull(HubIssue issue) => issue.Pull is not { } pull ? "" : $$"""
        ,"draft":{{Bool(pull.IsDraft)}},"pull_request":{"url":"{{pull.Url}}","html_url":"{{issue.HtmlUrl}}","diff_url":"{{issue.HtmlUrl}}.diff","patch_url":"{{issue.HtmlUrl}}.patch","merged_at":{{Time(pull.MergedAt)}}}
        """;

    private static string Reactions(string url) => $$"""
        {"url":"{{url}}/reactions","total_count":0,"+1":0,"-1":0,"laugh":0,"hooray":0,"confused":0,"heart":0,"rocket":0,"eyes":0}
        """;
}
