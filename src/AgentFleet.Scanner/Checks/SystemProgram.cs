using AgentFleet.Definitions;
using AgentFleet.Ledger;
using AgentFleet.Processes;

namespace AgentFleet.Scanner.Checks;

/// <summary>Programs in which a system tells how it is, as Linux does in files of its kernel.</summary>
internal static class SystemProgram
{
    private const int UsualOutput = 4 << 20;

    // Else some of them write "3072,00M" where people do.
    private static readonly IReadOnlyDictionary<string, string> Plain =
        new Dictionary<string, string>(BaseEnvironment.FromThisProcess(), StringComparer.Ordinal) { ["LC_ALL"] = "C" };

    /// <summary>All that it printed, or null and why that cannot be had.</summary>
    public static async Task<(string? Text, string Trouble)> AskAsync(
        IReadOnlyList<string> command, TimeSpan patience, TimeProvider clock, CancellationToken ct, int mostOutput = UsualOutput)
    {
        var name = Path.GetFileName(command[0]);
        var spec = new CommandSpec(command, patience) { Environment = Plain, OutputLimit = mostOutput, Grace = TimeSpan.Zero };
        return await Command.RunAsync(spec, clock, ct) switch
        {
            CommandResult.Exited { Code: 0, Truncated: false } told => (told.Output, ""),
            CommandResult.Exited { Code: 0 } => (null, $"{name} tells more than can be read"),
            CommandResult.Exited { Errors.Length: > 0 } failed => (null, $"{name} failed: {PlainText.Line(failed.Errors, 200)}"),
            CommandResult.Exited failed => (null, FormattableString.Invariant($"{name} failed with exit code {failed.Code} and does not say why")),
            CommandResult.NotStarted never => (null, PlainText.Line(never.Reason, 200)),
            _ => (null, $"{name} did not answer within {Durations.Print(patience)}"),
        };
    }
}
