using System.Text.Json;
using System.Text.Json.Nodes;
using AgentFleet.Ledger;
using AgentFleet.Ledger.Fixing;
using AgentFleet.Supervisor.Executors;
using Microsoft.Extensions.Logging;

namespace AgentFleet.Supervisor.Runs;

/// <summary><c>result.json</c>: a copy of the judgement beside the run's files, for whoever reads the folder.</summary>
internal static partial class RunResultFile
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Only a copy: what counts is in the ledger, so a full disk here is logged and lived with.</summary>
    public static void Write(RunFolder folder, Attempt attempt, RunReport report, ILogger log)
    {
        var result = new JsonObject
        {
            ["attempt"] = attempt.Id.ToString(),
            ["outcome"] = JsonNamingPolicy.SnakeCaseLower.ConvertName(report.Outcome.GetType().Name),
            ["reason"] = report.Outcome.Reason,
            ["turns"] = report.Usage.Turns,
            ["input_tokens"] = report.Usage.InputTokens,
            ["output_tokens"] = report.Usage.OutputTokens,
            ["cost_usd"] = report.Usage.CostUsd,
            ["started_at"] = Times.Text(attempt.StartedAt),
        };
        try
        {
            Directory.CreateDirectory(folder.Root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            RunPaperwork.WriteFile(folder.Result, result.ToJsonString(Indented));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNotWritten(log, folder.Result, e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{File} could not be written: {Error}")]
    private static partial void LogNotWritten(ILogger log, string file, string error);
}
