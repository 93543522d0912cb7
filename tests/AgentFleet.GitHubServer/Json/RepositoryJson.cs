using AgentFleet.Hub.State;
using static AgentFleet.Hub.Json.Written;

namespace AgentFleet.Hub.Json;

/// <summary>Repositories, as they are alone and inside of other answers.</summary>
internal static class RepositoryJson
{
    /// <summary>What <c>GET /repos/{owner}/{repo}</c> says.</summary>
    public static string Full(HubRepository repository, string? permissions) => $$"""
        {{{Names(repository)}},{{Figures(repository)}},"has_issues":{{Bool(repository.HasIssues)}},"has_projects":true,"has_wiki":true,"has_pages":false,"has_discussions":true,"has_downloads":true,"subscribers_count":1,"network_count":0,"allow_squash_merge":true,"allow_merge_commit":true,"allow_rebase_merge":true,"allow_auto_merge":false,"delete_branch_on_merge":false{{Member("permissions", permissions)}}}
        """;

    /// <summary>As lists of repositories and pull requests show it.</summary>
    public static string Listed(HubRepository repository, string? permissions = null) => $$"""
        {{{Names(repository)}},{{Figures(repository)}},"has_issues":{{Bool(repository.HasIssues)}},"has_projects":true,"has_wiki":true,"has_pages":false,"has_discussions":true,"has_downloads":true{{Member("permissions", permissions)}}}
        """;

    /// <summary>As workflow runs and statuses show it.</summary>
    public static string Minimal(HubRepository repository) => $"{{{Names(repository)}}}";

    public static string Permissions(HubPermission held) => $$"""
        {"admin":{{Bool(held >= HubPermission.Admin)}},"maintain":{{Bool(held >= HubPermission.Maintain)}},"push":{{Bool(held >= HubPermission.Write)}},"triage":{{Bool(held >= HubPermission.Triage)}},"pull":{{Bool(held >= HubPermission.Read)}}}
        """;

    private static string Member(string name, string? json) => json is null ? "" : $",\"{name}\":{json}";

    private static string Names(HubRepository repository)
    {
        var (url, page) = (repository.Url, repository.HtmlUrl);
        return $$"""
            "id":{{repository.Id}},"node_id":{{Node("R", repository.Id)}},"name":{{Text(repository.Name)}},"full_name":{{Text(repository.FullName)}},"private":{{Bool(repository.IsPrivate)}},"owner":{{repository.Owner.ShownAs ?? "null"}},"html_url":"{{page}}","description":null,"fork":false,"url":"{{url}}","forks_url":"{{url}}/forks","keys_url":"{{url}}/keys{/key_id}","collaborators_url":"{{url}}/collaborators{/collaborator}","teams_url":"{{url}}/teams","hooks_url":"{{url}}/hooks","issue_events_url":"{{url}}/issues/events{/number}","events_url":"{{url}}/events","assignees_url":"{{url}}/assignees{/user}","branches_url":"{{url}}/branches{/branch}","tags_url":"{{url}}/tags","blobs_url":"{{url}}/git/blobs{/sha}","git_tags_url":"{{url}}/git/tags{/sha}","git_refs_url":"{{url}}/git/refs{/sha}","trees_url":"{{url}}/git/trees{/sha}","statuses_url":"{{url}}/statuses/{sha}","languages_url":"{{url}}/languages","stargazers_url":"{{url}}/stargazers","contributors_url":"{{url}}/contributors","subscribers_url":"{{url}}/subscribers","subscription_url":"{{url}}/subscription","commits_url":"{{url}}/commits{/sha}","git_commits_url":"{{url}}/git/commits{/sha}","comments_url":"{{url}}/comments{/number}","issue_comment_url":"{{url}}/issues/comments{/number}","contents_url":"{{url}}/contents/{+path}","compare_url":"{{url}}/compare/{base}...{head}","merges_url":"{{url}}/merges","archive_url":"{{url}}/{archive_format}{/ref}","downloads_url":"{{url}}/downloads","issues_url":"{{url}}/issues{/number}","pulls_url":"{{url}}/pulls{/number}","milestones_url":"{{url}}/milestones{/number}","notifications_url":"{{url}}/notifications{?since,all,participating}","labels_url":"{{url}}/labels{/name}","releases_url":"{{url}}/releases{/id}","deployments_url":"{{url}}/deployments"
            """;
    }

    private static string Figures(HubRepository repository)
    {
        var (page, open) = (repository.HtmlUrl, repository.Issues.OpenCount);
        return $$"""
            "created_at":{{Time(repository.CreatedAt)}},"updated_at":{{Time(repository.PushedAt)}},"pushed_at":{{Time(repository.PushedAt)}},"git_url":"git://github.com/{{repository.FullName}}.git","ssh_url":"git@github.com:{{repository.FullName}}.git","clone_url":"{{page}}.git","svn_url":"{{page}}","homepage":null,"size":108,"stargazers_count":0,"watchers_count":0,"language":null,"forks_count":0,"mirror_url":null,"archived":{{Bool(repository.IsArchived)}},"disabled":false,"open_issues_count":{{open}},"license":null,"allow_forking":true,"is_template":false,"web_commit_signoff_required":false,"topics":[],"visibility":"{{(repository.IsPrivate ? "private" : "public")}}","forks":0,"open_issues":{{open}},"watchers":0,"default_branch":{{Text(repository.DefaultBranch)}}
            """;
    }
}
