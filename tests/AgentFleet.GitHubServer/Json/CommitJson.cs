using AgentFleet.Hub.State;
using static AgentFleet.Hub.Json.Written;

namespace AgentFleet.Hub.Json;

/// <summary>Checks and statuses of commits.</summary>
internal static class CommitJson
{
    public static string Of(HubCheckRun run, HubRepository repository)
    {
        var url = $"{repository.Url}/check-runs/{run.Id}";
        return $$"""
            {"id":{{run.Id}},"name":{{Text(run.Name)}},"node_id":{{Node("CR", run.Id)}},"head_sha":"{{run.Sha}}","external_id":"","url":"{{url}}","html_url":"{{repository.HtmlUrl}}/runs/{{run.Id}}","details_url":"{{repository.HtmlUrl}}/runs/{{run.Id}}","status":"{{(run.IsQueued ? "queued" : run.Conclusion is null ? "in_progress" : "completed")}}","conclusion":{{Text(run.Conclusion)}},"started_at":{{Time(run.IsQueued ? null : run.At)}},"completed_at":{{Time(run.Conclusion is null ? null : run.At)}},"output":{"title":null,"summary":{{Text(run.Summary)}},"text":null,"annotations_count":0,"annotations_url":"{{url}}/annotations"},"check_suite":{"id":{{run.Id + 1}}},"app":null,"pull_requests":[]}
            """;
    }

    /// <summary>Several statuses as one: failure before pending before success; none at all is pending.</summary>
    public static string Combined(string sha, IReadOnlyList<HubStatus> all, IEnumerable<HubStatus> page, HubRepository repository) => $$"""
        {"state":"{{State(all)}}","statuses":{{List(page.Select(s => Of(s, repository)))}},"sha":"{{sha}}","total_count":{{all.Count}},"repository":{{RepositoryJson.Minimal(repository)}},"commit_url":"{{repository.Url}}/commits/{{sha}}","url":"{{repository.Url}}/commits/{{sha}}/status"}
        """;

    private static string Of(HubStatus status, HubRepository repository) => $$"""
        {"url":"{{repository.Url}}/statuses/{{status.Sha}}","avatar_url":null,"id":{{status.Id}},"node_id":{{Node("SC", status.Id)}},"state":"{{status.State}}","description":{{Text(status.Description)}},"target_url":null,"context":{{Text(status.Context)}},"created_at":{{Time(status.At)}},"updated_at":{{Time(status.At)}}}
        """;

    private static string State(IReadOnlyList<HubStatus> all) => all.Any(s => s.State is "failure" or "error") ? "failure"
        : all.Count == 0 || all.Any(s => s.State == "pending") ? "pending"
        : "success";
}
