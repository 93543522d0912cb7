using AgentFleet.Processes;
using AgentFleet.Supervisor.Executors;
using AgentFleet.Supervisor.Executors.Claude;
using AgentFleet.Testing;

namespace AgentFleet.Supervisor.Tests.Executors.Claude;

/// <summary>A run of the real CLI that was recorded, or lines of a stream that a test makes up.</summary>
internal static class RecordedRun
{
    /// <summary>Shortly before the limits of the recorded runs are lifted.</summary>
    public static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1795230000);

    public static readonly DateTimeOffset LimitEnds = DateTimeOffset.FromUnixTimeSeconds(1795241667);

    public static ClaudeStream Stream(string name) =>
        ClaudeStream.Read(Path.Combine(AppContext.BaseDirectory, "Recorded", name + ".jsonl"));

    public static RunOutcome Outcome(string name) =>
        ClaudeJudgement.Of(Stream(name), new RunEnd.Exited(1), "/nowhere/stderr.log", Now);

    public static ClaudeStream StreamOf(string text)
    {
        using var folder = new TemporaryFolder();
        return ClaudeStream.Read(folder.Write("stream.jsonl", text));
    }

    public static RunOutcome OutcomeOf(string text, RunEnd? end = null) =>
        ClaudeJudgement.Of(StreamOf(text), end ?? new RunEnd.Exited(1), "/nowhere/stderr.log", Now);
}
