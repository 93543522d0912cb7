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
    /// <param name="adopted">Whether it ran before we came; else it has only just begun, whatever the wall clock says.</param>
    public async Task<RunReport> FollowAsync(
        DetachedRun run, RunFolder folder, Attempt attempt, bool adopted, Policy policy, IExecutor executor, CancellationToken ct)
    {
        var sign = folder.LastSign();
        var began = adopted ? attempt.StartedAt : clock.GetUtcNow();
        var running = new Elapsed(clock, began);
        var silent = new Elapsed(clock, adopted ? sign ?? began : began);
        while (true)
        {
            if (await EndsAsync(run, Shortest(policy.Timeout - running.Time, policy.StallAfter - silent.Time, LongestLook), ct) is { } end)
                return await JudgeAsync(run, folder, policy, executor, end, ct);

            if (folder.LastSign() is { } latest && latest != sign)
                (sign, silent) = (latest, new Elapsed(clock, clock.GetUtcNow()));
            if (WhyCut(running.Time, silent.Time, folder, policy) is { } outcome)
                return await CutAsync(run, folder, executor, outcome);
        }
    }

    private static RunOutcome? WhyCut(TimeSpan running, TimeSpan silent, RunFolder folder, Policy policy) =>
        running >= policy.Timeout ? new RunOutcome.TimedOut($"it took longer than {Durations.Print(policy.Timeout)} and was ended")
        : folder.Written() > MostWritten ? new RunOutcome.Failed($"it wrote more than {Sizes.Print(MostWritten)} to its output and was ended")
        : silent >= policy.StallAfter ? new RunOutcome.Stalled($"it gave no sign of life for {Durations.Print(policy.StallAfter)} and was ended")
        : null;

    private async Task<RunEnd?> EndsAsync(DetachedRun run, TimeSpan wait, CancellationToken ct)
    {
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
    private async Task<RunReport> CutAsync(DetachedRun run, RunFolder folder, IExecutor executor, RunOutcome outcome)
    {
        await run.EndTreeAsync(Grace, clock, CancellationToken.None);
        return executor.JudgeCut(folder, outcome, clock.GetUtcNow());
    }

    private static TimeSpan Shortest(params ReadOnlySpan<TimeSpan> times)
    {
        var shortest = times[0];
        foreach (var time in times)
            shortest = time < shortest ? time : shortest;
        return shortest;
    }

    /// <summary>
    /// Time that has passed, by a clock that neither steps nor runs while the machine sleeps: neither is the run's fault.
    /// Only what was before we came is taken from the wall clock.
    /// </summary>
    private sealed class Elapsed(TimeProvider clock, DateTimeOffset since)
    {
        private readonly TimeSpan _before = since < clock.GetUtcNow() ? clock.GetUtcNow() - since : TimeSpan.Zero;
        private readonly long _began = clock.GetTimestamp();

        public TimeSpan Time => _before + clock.GetElapsedTime(_began);
    }
}
