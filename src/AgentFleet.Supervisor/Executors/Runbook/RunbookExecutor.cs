using System.Text;
using AgentFleet.Ledger;
using AgentFleet.Processes;
using AgentFleet.Supervisor.Policies;
using AgentFleet.Supervisor.Runs;

namespace AgentFleet.Supervisor.Executors.Runbook;

/// <summary>Runs a known cure as its policy states it. Costs no tokens.</summary>
public sealed class RunbookExecutor : IExecutor
{
    private const int TailBytes = 500;

    public bool LeavesNothingBehind => false;

    public IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>();

    public IReadOnlyList<string> Argv(Policy policy, RunFolder folder, Guid session) => ((ExecutorSettings.Runbook)policy.Executor).Argv;

    public string? StandardInput(RunFolder folder) => null;

    public RunReport Judge(Policy policy, RunFolder folder, RunEnd end, DateTimeOffset now) => new(
        end switch
        {
            RunEnd.Exited(0) => new RunOutcome.Succeeded("exit code 0"),
            RunEnd.Exited(var code) when RunSignals.EndedFromOutside(code) => new RunOutcome.Lost($"it was ended from outside by signal {code - 128}"),
            RunEnd.Exited(var code) => new RunOutcome.Failed($"exit code {code}{Tail(folder.Errors)}"),
            _ => new RunOutcome.Lost("it ended without an exit code: the machine went down, or it was killed"),
        },
        RunUsage.Unknown);

    public RunReport JudgeCut(RunFolder folder, RunOutcome otherwise, DateTimeOffset now) => new(otherwise, RunUsage.Unknown);

    private static string Tail(string file)
    {
        if (!File.Exists(file))
            return "";
        using var stream = File.OpenRead(file);
        stream.Seek(-Math.Min(stream.Length, TailBytes), SeekOrigin.End);
        var bytes = new byte[TailBytes];
        var text = PlainText.Line(Encoding.UTF8.GetString(bytes, 0, stream.ReadAtLeast(bytes, TailBytes, throwOnEndOfStream: false)), TailBytes);
        return text.Length == 0 ? "" : ": " + text;
    }
}
