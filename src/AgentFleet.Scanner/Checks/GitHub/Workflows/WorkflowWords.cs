using System.Text.Json.Nodes;
using AgentFleet.GitHub;
using AgentFleet.Ledger;

namespace AgentFleet.Scanner.Checks.GitHub.Workflows;

/// <summary>A workflow that fails, as an observation.</summary>
internal static class WorkflowWords
{
    public static string NameOf(WorkflowRun run) => run switch
    {
        { Name: { } name } when !string.IsNullOrWhiteSpace(name) => name,
        { Path: { Length: > 0 } path } => path,
        _ => $"workflow {run.WorkflowId}",
    };

    public static Observation Of(WorkflowRun run, DateTimeOffset since, FiledIssue? issue, RepositoryKeys keys, string branch)
    {
        var priority = Priority.Of([.. issue?.Labels.Select(label => new IssueLabel { Name = label }) ?? []]);
        var name = KeptText.Short(NameOf(run));
        var evidence = Evidence(run, name, since, keys, branch);
        issue?.WriteInto(evidence);
        return new(null, priority.Level, $"{name} fails on {KeptText.Short(branch)}", evidence)
        {
            Identity = keys.Workflow(run.WorkflowId, name, branch),
            Rank = priority.Rank(isMachines: true),
            FiledAt = since,
        };
    }

    private static JsonObject Evidence(WorkflowRun run, string name, DateTimeOffset since, RepositoryKeys keys, string branch) => new()
    {
        ["repository"] = keys.Name.ToString(),
        ["repository_id"] = keys.Id,
        ["workflow"] = name,
        ["workflow_id"] = run.WorkflowId,
        ["path"] = KeptText.Short(run.Path),
        ["branch"] = KeptText.Short(branch),
        ["run_id"] = run.Id,
        ["run_number"] = run.RunNumber,
        ["run_attempt"] = run.RunAttempt,
        ["url"] = KeptText.Short(run.HtmlUrl),
        ["conclusion"] = KeptText.Short(run.Conclusion.Text),
        ["head_sha"] = KeptText.Short(run.HeadSha),
        ["actor"] = KeptText.Short(run.Actor?.Login),
        ["failed_since"] = Times.Text(since),
    };
}
