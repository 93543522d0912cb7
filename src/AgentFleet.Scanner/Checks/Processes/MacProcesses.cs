namespace AgentFleet.Scanner.Checks.Processes;

/// <summary>The processes as macOS tells of them: <c>ps</c>, which may see everybody's there.</summary>
internal sealed class MacProcesses : IProcessSource
{
    /// <summary>A test has another.</summary>
    internal string Ps { get; init; } = "/bin/ps";

    public async Task<ProcessList> ReadAsync(bool withCommands, TimeSpan patience, TimeProvider clock, CancellationToken ct)
    {
        // Without -ww it cuts its lines at the width of a screen that is not there.
        var asked = SystemProgram.AskAsync([Ps, "-axww", "-o", PsLine.Columns], patience, clock, ct);
        var (commands, unread) = withCommands ? await SystemProgram.AskAsync([Ps, "-axww", "-o", "pid=,command="], patience, clock, ct) : ("", "");
        var (text, trouble) = await asked;
        if (text is null || commands is null)
            return new([], text is null ? trouble : unread);

        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        SeenProcess[] seen = [.. lines.Select(PsLine.Process).OfType<SeenProcess>()];
        var odd = seen.Length < lines.Length ? $"{lines.Length - seen.Length} of {lines.Length} lines of ps tell no process" : null;
        var byPid = commands.Split('\n').Select(PsLine.Command).OfType<(int Pid, string Command)>().DistinctBy(line => line.Pid).ToDictionary(line => line.Pid, line => line.Command);
        return new(seen, odd ?? (Array.TrueForAll(seen, process => process.Pid != 1) ? "ps does not tell of process 1, which is always there" : null))
        {
            CommandOf = process => byPid.TryGetValue(process.Pid, out var command) ? [command] : [],
        };
    }
}
