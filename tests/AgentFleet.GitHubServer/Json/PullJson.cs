using AgentFleet.Hub.State;
using static AgentFleet.Hub.Json.Written;

namespace AgentFleet.Hub.Json;

/// <summary>Pull requests as they are listed, and one with what is worked out for it alone.</summary>
internal static class PullJson
{
    public static string Of(HubPull pull) => $"{{{Fields(pull)}}}";

    public static string Full(HubPull pull) => $$"""
        {{{Fields(pull)}},"merged":{{Bool(pull.MergedAt is not null)}},"mergeable":{{Bool(pull.Mergeable)}},"rebaseable":{{Bool(pull.Mergeable)}},"mergeable_state":"{{pull.MergeableState}}","merged_by":{{pull.MergedBy?.ShownAs ?? "null"}},"comments":{{pull.Issue.Comments.Count}},"review_comments":0,"maintainer_can_modify":false,"commits":1,"additions":1,"deletions":0,"changed_files":1}
        """;

    private static string Fields(HubPull pull)
    {
        var (issue, url, page) = (pull.Issue, pull.Url, pull.Issue.HtmlUrl);
        var repository = issue.Repository;
        return $$"""
            "url":"{{url}}","id":{{issue.Id + 1}},"node_id":{{Node("PR", issue.Id)}},"html_url":"{{page}}","diff_url":"{{page}}.diff","patch_url":"{{page}}.patch","issue_url":"{{issue.Url}}","number":{{issue.Number}},"state":"{{(issue.IsOpen ? "open" : "closed")}}","locked":{{Bool(issue.IsLocked)}},"title":{{Text(issue.Title)}},"user":{{issue.Author.ShownAs ?? "null"}},"body":{{Text(issue.Body)}},"created_at":{{Time(issue.CreatedAt)}},"updated_at":{{Time(issue.UpdatedAt)}},"closed_at":{{Time(issue.ClosedAt)}},"merged_at":{{Time(pull.MergedAt)}},"merge_commit_sha":null,"assignee":null,"assignees":[],"requested_reviewers":{{List(pull.Asked.Select(asked => asked.ShownAs ?? "null"))}},"requested_teams":[],"labels":{{List(issue.Labels.Select(l => LabelJson.Of(l, repository)))}},"milestone":null,"draft":{{Bool(pull.IsDraft)}},"commits_url":"{{url}}/commits","review_comments_url":"{{url}}/comments","review_comment_url":"{{repository.Url}}/pulls/comments{/number}","comments_url":"{{issue.Url}}/comments","statuses_url":"{{repository.Url}}/statuses/{{pull.HeadSha}}","head":{{End(pull.HeadRepository, pull.HeadBranch, pull.HeadSha)}},"base":{{End(repository, pull.BaseBranch, repository.Code.Heads.GetValueOrDefault(pull.BaseBranch) ?? pull.HeadSha)}},"_links":{{Links(pull)}},"author_association":"{{repository.AssociationOf(issue.Author)}}","auto_merge":null,"active_lock_reason":{{Text(issue.LockReason)}}
            """;
    }

    private static string End(HubRepository repository, string branch, string sha) => $$"""
        {"label":{{Text($"{repository.Owner.Login}:{branch}")}},"ref":{{Text(branch)}},"sha":"{{sha}}","user":{{repository.Owner.ShownAs ?? "null"}},"repo":{{RepositoryJson.Listed(repository)}}}
        """;

    private static string Links(HubPull pull)
    {
        var (issue, url) = (pull.Issue, pull.Url);
        return $$"""
            {"self":{"href":"{{url}}"},"html":{"href":"{{issue.HtmlUrl}}"},"issue":{"href":"{{issue.Url}}"},"comments":{"href":"{{issue.Url}}/comments"},"review_comments":{"href":"{{url}}/comments"},"review_comment":{"href":"{{issue.Repository.Url}}/pulls/comments{/number}"},"commits":{"href":"{{url}}/commits"},"statuses":{"href":"{{issue.Repository.Url}}/statuses/{{pull.HeadSha}}"} }
            """;
    }
}
