using AgentFleet.Hub.Access;
using AgentFleet.Hub.Json;
using AgentFleet.Hub.State;
using AgentFleet.Hub.Wire;

namespace AgentFleet.Hub.Endpoints;

/// <summary>Workflows and their runs.</summary>
internal static class ActionsEndpoints
{
    /// <summary>As much as GitHub finds of runs that were asked for by any of these.</summary>
    private const int MostFound = 1000;
    private static readonly string[] Filters = ["actor", "branch", "event", "status", "created", "check_suite_id", "head_sha"];
    private static readonly Needs Reading = Needs.Read("actions");

    public static IEnumerable<Operation> All { get; } =
    [
        new("GET", "/repos/{owner}/{repo}/actions/workflows", Reading, call =>
            Paging.List(call, call.Repository.Actions.Workflows, w => new Piece(ActionsJson.Of(w)), "workflows")),
        new("GET", "/repos/{owner}/{repo}/actions/runs", Reading, call => Runs(call, call.Repository.Actions.Runs)),
        new("GET", "/repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs", Reading, call =>
            call.Repository.Actions.Find(call.Arguments["workflow_id"]) is { } workflow
                ? Runs(call, call.Repository.Actions.Runs.Where(r => r.Workflow == workflow))
                : Answer.NotFound),
    ];

    private static Answer Runs(Call call, IEnumerable<HubWorkflowRun> runs)
    {
        bool Is(string name, params string?[] values) =>
            call.Query[name].FirstOrDefault() is not { Length: > 0 } asked || values.Contains(asked);
        var found = runs.Where(r => Is("branch", r.Branch) && Is("event", r.Event) && Is("actor", r.Actor.Login)
            && Is("status", r.Status, r.Conclusion) && Is("head_sha", r.HeadSha) && Is("check_suite_id", $"{r.CheckSuiteId}")
            && CreatedRange.Of(call.Query["created"]).Holds(r.CreatedAt));
        if (Filters.Any(call.Query.ContainsKey))
            found = found.Take(MostFound);
        return Paging.List(call, found, r => new Piece(ActionsJson.Of(r)), "workflow_runs");
    }
}
