using System.Globalization;
using System.Text.Json.Nodes;
using AgentFleet.GitHub;
using AgentFleet.Ledger;

namespace AgentFleet.Scanner.Checks.GitHub.Workflows;

/// <summary>What was told of a failing workflow last.</summary>
/// <param name="Branch">Made harmless, as the ledger keeps it.</param>
internal sealed record KnownWorkflow(KnownFinding Finding, long Workflow, string Branch)
{
    private const int LongestBranch = 1000;

    public required int RunNumber { get; init; }

    public required int RunAttempt { get; init; }

    public DateTimeOffset? FailedSince { get; init; }

    /// <summary>Null: none was filed for it.</summary>
    public FiledIssue? Issue { get; init; }

    /// <summary>Null when it is not what we call one.</summary>
    public static KnownWorkflow? Of(KnownFinding finding)
    {
        var name = finding.Key[(finding.Key.IndexOf('/', StringComparison.Ordinal) + 1)..];
        if (name.Split('@', 2) is not [var id, var branch] || !long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var workflow))
            return null;
        var evidence = finding.Evidence;
        return new(finding, workflow, branch)
        {
            RunNumber = Number(evidence["run_number"]) ?? 0,
            RunAttempt = Number(evidence["run_attempt"]) ?? 0,
            FailedSince = evidence["failed_since"] is JsonValue since ? Times.Parse(since.GetValue<string>()) : null,
            Issue = FiledIssue.Of(evidence),
        };
    }

    public bool IsOn(string branch) => Branch == PlainText.Line(branch, LongestBranch);

    /// <summary>The run is a later one than was told of.</summary>
    public bool IsBefore(WorkflowRun run) => (run.RunNumber, run.RunAttempt).CompareTo((RunNumber, RunAttempt)) > 0;

    private static int? Number(JsonNode? node) => node is JsonValue value && value.TryGetValue(out int number) ? number : null;
}
