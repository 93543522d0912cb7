using AgentFleet.Processes;

namespace AgentFleet.Scanner.Checks.Clocks;

/// <summary>Asks the kernel of Linux, and chronyc where that was told nothing.</summary>
internal sealed class LinuxClock : IClockSource
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Asks the kernel; a test has another answer.</summary>
    internal Func<(KernelClock? Clock, string Trouble)> Kernel { get; init; } = () => (KernelClock.Ask(out var trouble), trouble);

    /// <summary>The program that is asked where the kernel was told nothing.</summary>
    internal string Chronyc { get; init; } = "chronyc";

    public async Task<ClockSeen> AskAsync(LookContext context, CancellationToken ct)
    {
        var (clock, trouble) = Kernel();
        if (clock is { IsSynchronized: true })
            return new ClockSeen.Kept("kernel", Math.Max(Math.Abs(clock.Offset), clock.EstimatedError), clock.LargestError);

        var patience = context.Timeout * 0.7 < Patience ? context.Timeout * 0.7 : Patience;
        var answer = await Command.RunAsync(new CommandSpec([Chronyc, "-n", "-c", "tracking"], patience) { Grace = TimeSpan.Zero }, context.Clock, ct);
        return answer switch
        {
            CommandResult.Exited { Code: 0 } told when ChronyTracking.Parse(told.Output) is { } tracking => tracking.IsSynchronized
                ? new ClockSeen.Kept("chrony", tracking.Offset, null)
                : new ClockSeen.Unkept("chrony", "chrony has found no server to keep the clock by"),
            _ when clock is not null => new ClockSeen.Unkept("kernel", "nobody keeps the clock: install and start systemd-timesyncd or chrony"),
            _ => new ClockSeen.Unknown($"{trouble}; install and start chrony, which can tell too"),
        };
    }
}
