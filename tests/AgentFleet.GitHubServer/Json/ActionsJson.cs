using AgentFleet.Hub.State;
using static AgentFleet.Hub.Json.Written;

namespace AgentFleet.Hub.Json;

/// <summary>Workflows and their runs.</summary>
internal static class ActionsJson
{
    public static string Of(HubWorkflow workflow)
    {
        var (repository, url) = (workflow.Repository, $"{workflow.Repository.Url}/actions/workflows/{workflow.Id}");
        return $$"""
            {"id":{{workflow.Id}},"node_id":{{Node("W", workflow.Id)}},"name":{{Text(workflow.Name)}},"path":{{Text(workflow.Path)}},"state":"{{workflow.State}}","created_at":{{Time(workflow.CreatedAt)}},"updated_at":{{Time(workflow.CreatedAt)}},"url":"{{url}}","html_url":"{{repository.HtmlUrl}}/blob/{{repository.DefaultBranch}}/{{workflow.Path}}","badge_url":"{{repository.HtmlUrl}}/workflows/{{Uri.EscapeDataString(workflow.Name)}}/badge.svg"}
            """;
    }

    public static string Of(HubWorkflowRun run)
    {
        var repository = run.Workflow.Repository;
        var (url, minimal, actor) = ($"{repository.Url}/actions/runs/{run.Id}", RepositoryJson.Minimal(repository), run.Actor.ShownAs ?? "null");
        return $$"""
            {"id":{{run.Id}},"name":{{Text(run.Workflow.Name)}},"node_id":{{Node("WFR", run.Id)}},"head_branch":{{Text(run.Branch)}},"head_sha":"{{run.HeadSha}}","path":{{Text(run.Workflow.Path)}},"display_title":{{Text(run.Title)}},"run_number":{{run.Number}},"event":"{{run.Event}}","status":"{{run.Status}}","conclusion":{{Text(run.Conclusion)}},"workflow_id":{{run.Workflow.Id}},"check_suite_id":{{run.CheckSuiteId}},"check_suite_node_id":{{Node("CS", run.CheckSuiteId)}},"url":"{{url}}","html_url":"{{repository.HtmlUrl}}/actions/runs/{{run.Id}}","pull_requests":[],"created_at":{{Time(run.CreatedAt)}},"updated_at":{{Time(run.UpdatedAt)}},"actor":{{actor}},"run_attempt":{{run.Attempt}},"referenced_workflows":[],"run_started_at":{{Time(run.UpdatedAt)}},"triggering_actor":{{actor}},"jobs_url":"{{url}}/jobs","logs_url":"{{url}}/logs","check_suite_url":"{{repository.Url}}/check-suites/{{run.CheckSuiteId}}","artifacts_url":"{{url}}/artifacts","cancel_url":"{{url}}/cancel","rerun_url":"{{url}}/rerun","previous_attempt_url":{{Previous(run, url)}},"workflow_url":"{{repository.Url}}/actions/workflows/{{run.Workflow.Id}}","head_commit":{{Commit(run)}},"repository":{{minimal}},"head_repository":{{RepositoryJson.Minimal(run.HeadRepository)}}}
            """;
    }

    private static string Previous(HubWorkflowRun run, string url) => run.Attempt == 1 ? "null" : $"\"{url}/attempts/{run.Attempt - 1}\"";

    private static string Commit(HubWorkflowRun run) => $$"""
        {"id":"{{run.HeadSha}}","tree_id":"{{run.HeadSha}}","message":{{Text(run.Title)}},"timestamp":{{Time(run.CreatedAt)}},"author":{"name":{{Text(run.Actor.Login)}},"email":"someone@example.com"},"committer":{"name":"GitHub","email":"noreply@github.com"} }
        """;
}
