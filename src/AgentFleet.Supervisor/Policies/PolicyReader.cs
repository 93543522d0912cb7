using AgentFleet.Definitions;

namespace AgentFleet.Supervisor.Policies;

/// <summary>Reads one policy file, strictly.</summary>
internal static class PolicyReader
{
    // https://cli.github.com/manual/gh_help_environment
    private static readonly string[] GitHubTokens = ["GH_TOKEN", "GITHUB_TOKEN", "GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN"];

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Year = TimeSpan.FromDays(365);

    // GitHub makes none that is longer.
    private const int LongestLabel = 50;

    public static Policy? Read(DefinitionText text, Problems problems)
    {
        if (FrontMatter.Parse(text.File, text.Text, problems) is not { } parts)
            return null;

        var head = parts.Head;
        PermissionFlags.RefuseKeys(head);
        var executor = ReadExecutor(head, text.File, problems);
        var instructions = Template.Parse(text.File, parts.Body, parts.BodyFirstLine, problems);
        if (executor is ExecutorSettings.Claude && string.IsNullOrWhiteSpace(parts.Body))
            problems.Add(new Place(text.File, parts.BodyFirstLine, 1), "the instructions are missing", "say below the front matter what the agent shall do");
        var (timeout, stall, attempts) = (
            head.Duration("timeout", TimeSpan.FromMinutes(30), min: Second, max: Year),
            head.Duration("stall_after", TimeSpan.FromMinutes(10), min: Second, max: Year),
            head.WholeNumber("max_attempts", 3, min: 1, max: 100));
        var (backoff, relapse, then, env, match) = (
            ReadBackoff(head), head.Duration("relapse", TimeSpan.FromHours(1), max: Year), head.Text("then"), ReadEnv(head, executor), ReadMatch(head, problems));
        if (executor is null)
            return null;

        // Only the executor tells which other keys are known, so without one nothing can be said about them.
        head.Finish();
        if (instructions is null)
            return null;

        return new Policy
        {
            Name = text.Name,
            Hash = text.Hash.Value,
            Source = text.Text,
            Match = match,
            Executor = executor,
            Timeout = timeout,
            StallAfter = stall,
            MaxAttempts = attempts,
            Backoff = backoff,
            Relapse = relapse,
            Then = then,
            Env = env,
            Instructions = instructions,
        };
    }

    private static ExecutorSettings? ReadExecutor(YamlMap head, string file, Problems problems)
    {
        var executor = head.RequiredText("executor");
        switch (executor)
        {
            case "runbook":
                return ReadRunbook(head, problems);
            case "claude":
                return ClaudeSettingsReader.Read(head, file, problems);
            case "":
                return null;
            case "tmux":
                head.Refuse("executor", "the executor \"tmux\" is not in this version", "use runbook or claude");
                return null;
            default:
                head.Refuse("executor", $"there is no executor called {Quoted.Of(executor)}", Nearest.Suggestion(executor, ["runbook", "claude"], "the executors are"));
                return null;
        }
    }

    private static ExecutorSettings.Runbook ReadRunbook(YamlMap head, Problems problems)
    {
        var before = problems.All.Count;
        var argv = head.Require("run") ? head.TextList("run") : [];
        if (problems.All.Count == before && (argv is not [var program, ..] || program.Length == 0 || program[0] == '-'))
            head.Refuse("run", "\"run\" must begin with a program", "such as [/bin/sh, -c, \"…\"]");
        PermissionFlags.RefuseArguments(head, "run", argv);
        return new ExecutorSettings.Runbook(argv);
    }

    private static Backoff ReadBackoff(YamlMap head)
    {
        var map = head.Map("backoff");
        var wait = map?.Duration("base", TimeSpan.FromMinutes(5), min: Second, max: Year) ?? TimeSpan.FromMinutes(5);
        var cap = map?.Duration("cap", TimeSpan.FromHours(6), min: Second, max: Year) ?? TimeSpan.FromHours(6);
        if (cap < wait)
            map?.Refuse("cap", $"\"cap\" ({Durations.Print(cap)}) is shorter than \"base\" ({Durations.Print(wait)})");
        return new Backoff(wait, cap);
    }

    private static IReadOnlyList<string> ReadEnv(YamlMap head, ExecutorSettings? executor)
    {
        var names = head.TextList("env");
        foreach (var name in names.Where(n => n.Length == 0 || n.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '_')))
            head.Refuse("env", $"{Quoted.Of(name)} is not the name of a variable", "list names only; their values come from the supervisor's environment");
        // What strangers wrote may take over an agent; it must not find a key to their repository then.
        foreach (var name in names.Where(name => executor is ExecutorSettings.Claude && GitHubTokens.Contains(name)))
            head.Refuse("env", $"an agent gets no credential of GitHub: {Quoted.Of(name)}", "a runbook may have it");
        return names;
    }

    private static FindingMatch? ReadMatch(YamlMap head, Problems problems)
    {
        if (head.Map("match") is not { } map)
            return null;
        var match = new FindingMatch(map.Text("kind"), map.Text("scanner")) { Labels = ReadLabels(map, problems) };
        if (match is { Kind: null, Scanner: null } && !map.Has("labels"))
            head.Refuse("match", "\"match\" names no condition, so it would take every finding", "give a kind or a scanner");
        return match;
    }

    private static IReadOnlyList<string> ReadLabels(YamlMap match, Problems problems)
    {
        if (!match.Has("labels"))
            return [];
        var before = problems.All.Count;
        var labels = match.TextList("labels");
        if (labels.Count == 0 && problems.All.Count == before)
            match.Refuse("labels", "\"labels\" lists nothing", "such as [agentfleet:fix]");
        foreach (var label in labels.Where(label => label.Trim().Length is 0 or > LongestLabel))
            match.Refuse("labels", $"{Quoted.Of(label)} is not a label", $"a label has 1 to {LongestLabel} characters");
        if (!match.Has("kind"))
            match.Refuse("labels", "\"labels\" says nothing without a kind beside it", "such as kind: github.issue");
        return labels;
    }
}
