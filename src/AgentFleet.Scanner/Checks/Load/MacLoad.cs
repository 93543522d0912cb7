using AgentFleet.Scanner.Checks.Processes;

namespace AgentFleet.Scanner.Checks.Load;

/// <summary>The load as macOS tells of it: <c>sysctl</c>. How long tasks wait it does not tell.</summary>
internal sealed class MacLoad : ILoadSource
{
    private const string Average = "vm.loadavg";
    private const string Count = "hw.logicalcpu";

    /// <summary>A test has another.</summary>
    internal string SysctlProgram { get; init; } = Sysctl.Program;

    public IProcessSource Processes { get; init; } = new MacProcesses();

    public async Task<(LoadSeen? Load, string Trouble)> ReadAsync(LookContext context, CancellationToken ct)
    {
        var (text, trouble) = await SystemProgram.AskAsync([SysctlProgram, Average, Count], context.Timeout * 0.5, context.Clock, ct);
        if (text is null)
            return (null, trouble);
        var told = Sysctl.Parse(text);
        return LoadAverage.Parse(told.GetValueOrDefault(Average, "")) is { } average && told.Number(Count) is > 0 and < 10_000 and var processors
            ? (new(average, (int)processors), "")
            : (null, $"sysctl does not tell {Average} and {Count}");
    }

    public SourceLook? Pressure(string resource, Thresholds thresholds, LookContext context) => null;
}
