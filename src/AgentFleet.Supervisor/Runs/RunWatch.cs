using AgentFleet.Definitions;
using AgentFleet.Ledger.Fixing;
using AgentFleet.Processes;
using AgentFleet.Supervisor.Executors;
using AgentFleet.Supervisor.Policies;

namespace AgentFleet.Supervisor.Runs;

/// <summary>Waits for a run's end, and ends it when it takes too long or gives no sign of life.</summary>
internal sealed class RunWatch(TimeProvider clock)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(2);

    // The ledger lives on the same disk.
    private const long MostWritten = 256L << 20;

    /// <summary>Returns how the run ended. Cancelling leaves it running.</summary>
    public async Task<RunReport> FollowAsync(DetachedRun run, RunFolder folder, Attempt attempt, Policy policy, IExecutor executor, CancellationToken ct)
    {
        var deadline = attempt.StartedAt + policy.Timeout;
        while (true)
        {
            var silentUntil = (folder.LastSign() ?? attempt.StartedAt) + policy.StallAfter;
            if (await EndsAsync(run, Earliest(deadline, silentUntil, clock.GetUtcNow() + LongestLook), ct) is { } end)
                return await JudgeAsync(run, folder, policy, executor, end, ct);

            var now = clock.GetUtcNow();
            if (now >= deadline)
                return await CutAsync(run, executor.WhenCut(folder, new RunOutcome.TimedOut($"it took longer than {Durations.Print(policy.Timeout)} and was ended"), now));
            if (folder.Written() > MostWritten)
                return await CutAsync(run, new RunOutcome.Failed($"it wrote more than {Sizes.Print(MostWritten)} to its output and was ended"));
            if (now >= (folder.LastSign() ?? attempt.StartedAt) + policy.StallAfter)
                return await CutAsync(run, executor.WhenCut(folder, new RunOutcome.Stalled($"it gave no sign of life for {Durations.Print(policy.StallAfter)} and was ended"), now));
        }
    }

    private async Task<RunEnd?> EndsAsync(DetachedRun run, DateTimeOffset until, CancellationToken ct)
    {
        var wait = until - clock.GetUtcNow();
        using var enough = new CancellationTokenSource(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, ct);
        try
        {
            return await run.WaitAsync(clock, either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task<RunReport> JudgeAsync(DetachedRun run, RunFolder folder, Policy policy, IExecutor executor, RunEnd end, CancellationToken ct)
    {
        // A run that vanished may have left its program behind without its wrapper.
        if (executor.LeavesNothingBehind || end is RunEnd.Vanished)
            await run.EndTreeAsync(Grace, clock, ct);
        return executor.Judge(policy, folder, end, clock.GetUtcNow());
    }

    // Not cancelled by our own stop: whoever took over would see a run that was ended, and not by whom.
    private async Task<RunReport> CutAsync(DetachedRun run, RunOutcome outcome)
    {
        await run.EndTreeAsync(Grace, clock, CancellationToken.None);
        return new(outcome, RunUsage.Unknown);
    }

    private static DateTimeOffset Earliest(params ReadOnlySpan<DateTimeOffset> times)
    {
        var earliest = times[0];
        foreach (var time in times)
            earliest = time < earliest ? time : earliest;
        return earliest;
    }
}
