using System.Globalization;
using AgentFleet.Processes;
using AgentFleet.Supervisor.Policies;
using AgentFleet.Supervisor.Runs;

namespace AgentFleet.Supervisor.Executors.Claude;

/// <summary>Runs the <c>claude</c> CLI headless, bounded by its policy and free of the user's own settings.</summary>
/// <param name="program">The CLI: a path, or a name in PATH.</param>
public sealed class ClaudeExecutor(string program) : IExecutor
{
    // What the login may need beside HOME: the account's name (the macOS keychain), a token made for machines, a
    // configuration folder of the user's choice. ANTHROPIC_API_KEY is left out: it would win over a subscription.
    private static readonly string[] Login = ["USER", "LOGNAME", "CLAUDE_CODE_OAUTH_TOKEN", "CLAUDE_CONFIG_DIR"];

    private static readonly Dictionary<string, string> Fixed = new()
    {
        ["CLAUDE_CODE_DISABLE_AUTO_MEMORY"] = "1",
        // Branch, file names and commit subjects would stand in the system prompt, and @path in the order would attach a file.
        ["CLAUDE_CODE_DISABLE_GIT_INSTRUCTIONS"] = "1",
        ["CLAUDE_CODE_DISABLE_ATTACHMENTS"] = "1",
        ["CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC"] = "1",
        ["DISABLE_AUTOUPDATER"] = "1",
        ["DISABLE_TELEMETRY"] = "1",
        ["DISABLE_ERROR_REPORTING"] = "1",
        // The CLI's own ten tries take three minutes; trying again later is the supervisor's part.
        ["CLAUDE_CODE_MAX_RETRIES"] = "3",
    };

    public bool LeavesNothingBehind => true;

    public IReadOnlyDictionary<string, string> Environment
    {
        get
        {
            var environment = new Dictionary<string, string>(Fixed);
            foreach (var name in Login)
            {
                if (System.Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
                    environment[name] = value;
            }
            return environment;
        }
    }

    public string? StandardInput(RunFolder folder) => folder.Order;

    public IReadOnlyList<string> Argv(Policy policy, RunFolder folder, Guid session)
    {
        var settings = (ExecutorSettings.Claude)policy.Executor;
        List<string> argv =
        [
            program, "-p", "--output-format=stream-json", "--verbose",
            $"--session-id={session}",
            $"--append-system-prompt-file={folder.Instructions}",
            // The ceiling; the rules below only say what needs no asking.
            $"--tools={string.Join(',', settings.AllowedTools.Select(ClaudeSettingsReader.ToolOf).Distinct())}",
            .. settings.AllowedTools.Select(rule => $"--allowedTools={rule}"),
            .. settings.DisallowedTools.Select(rule => $"--disallowedTools={rule}"),
            $"--permission-mode={Mode(settings.PermissionMode)}",
            string.Create(CultureInfo.InvariantCulture, $"--max-turns={settings.MaxTurns}"),
            string.Create(CultureInfo.InvariantCulture, $"--max-budget-usd={settings.MaxBudgetUsd}"),
            $"--setting-sources={string.Join(',', settings.SettingSources)}",
            $"--add-dir={folder.Untrusted}",
            .. settings.Directories.Select(directory => $"--add-dir={directory}"),
        ];
        if (settings.SettingSources.Count == 0)
            argv.AddRange(["--strict-mcp-config", "--disable-slash-commands"]);
        if (settings.Model is { } model)
            argv.Add($"--model={model}");
        if (settings.Settings is not null)
            argv.Add($"--settings={folder.Settings}");
        return argv;
    }

    public RunReport Judge(Policy policy, RunFolder folder, RunEnd end, DateTimeOffset now)
    {
        var stream = ClaudeStream.Read(folder.Stream);
        var named = ((ExecutorSettings.Claude)policy.Executor).AllowedTools.Select(ClaudeSettingsReader.ToolOf).SelectMany(NamesOf);
        var outcome = stream.Tools.Except(named).ToList() is { Count: > 0 } extra
            ? new RunOutcome.Failed($"the CLI offered tools that the policy does not name: {string.Join(", ", extra)}")
            : ClaudeJudgement.Of(stream, end, folder.Errors, now);
        return new(outcome, stream.Usage);
    }

    public RunReport JudgeCut(RunFolder folder, RunOutcome otherwise, DateTimeOffset now)
    {
        var stream = ClaudeStream.Read(folder.Stream);
        // Its output grew too large all the same; only waiting is the model's fault.
        var waited = stream.AwaitsModel && otherwise is not RunOutcome.Failed;
        return new(waited ? ClaudeJudgement.ModelOutOfReach(otherwise.Reason, now) : otherwise, stream.Usage);
    }

    // The CLI lists some tools by another name than the one it takes.
    private static string[] NamesOf(string tool) => tool switch
    {
        "Agent" => [tool, "Task"],
        "KillShell" => [tool, "TaskStop"],
        "BashOutput" => [tool, "TaskOutput"],
        _ => [tool],
    };

    private static string Mode(PermissionMode mode) => mode switch
    {
        PermissionMode.AcceptEdits => "acceptEdits",
        PermissionMode.DontAsk => "dontAsk",
        PermissionMode.Plan => "plan",
        _ => "default",
    };
}
