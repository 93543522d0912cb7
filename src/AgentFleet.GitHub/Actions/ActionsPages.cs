using System.Text.Json.Serialization;

namespace AgentFleet.GitHub;

internal sealed record WorkflowRuns([property: JsonPropertyName("workflow_runs")] IReadOnlyList<WorkflowRun?>? Runs);

internal sealed record Workflows([property: JsonPropertyName("workflows")] IReadOnlyList<Workflow?>? All);

internal sealed record WorkflowJobs(IReadOnlyList<WorkflowJob?>? Jobs);
