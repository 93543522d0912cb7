using System.Collections.Concurrent;
using AgentFleet.Definitions;
using AgentFleet.Ledger;
using AgentFleet.Ledger.Files;
using AgentFleet.Ledger.Fixing;
using AgentFleet.Ledger.Scanning;
using AgentFleet.Processes;
using AgentFleet.Supervisor.Executors;
using AgentFleet.Supervisor.Origins;
using AgentFleet.Supervisor.Policies;
using AgentFleet.Supervisor.Runs;
using Microsoft.Extensions.Logging;

namespace AgentFleet.Supervisor.Dispatch;

/// <summary>
/// Starts the runs of claimed attempts, takes over those of dead supervisors, and writes down how each ended. Being
/// stopped leaves every run running: the next supervisor finds it.
/// </summary>
public sealed partial class RunKeeper(LedgerFile ledger, ExecutorBench bench, GitHubOrigin origin, TimeProvider clock, ILogger<RunKeeper> log) : IDisposable
{
    private static readonly TimeSpan LedgerRetry = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly AttemptStore _attempts = new(ledger);
    private readonly WorkStore _work = new(ledger);
    private readonly NextStep _next = new(Random.Shared);
    private readonly RunWatch _watch = new(clock);
    private readonly ConcurrentDictionary<Guid, Task> _kept = [];
    private readonly CancellationTokenSource _stop = new();
    private int _asking;

    /// <summary>Raised when an attempt has ended and was written down.</summary>
    public event Action? Ended;

    /// <summary>Raised when the place where a finding comes from was asked, and another may be.</summary>
    public event Action? Asked;

    /// <summary>Whether a run waits for an answer from where its finding comes from.</summary>
    public bool IsAsking => Volatile.Read(ref _asking) > 0;

    /// <summary>Starts the run of an attempt that was just claimed.</summary>
    public void Start(Finding finding, Attempt attempt, Policy policy)
    {
        var asks = GitHubOrigin.Kinds.Contains(finding.Kind);
        if (asks)
            Interlocked.Increment(ref _asking);
        Keep(attempt, () => RunAsync(finding, attempt, policy, asks));
    }

    /// <summary>Takes over the run of an attempt that was adopted.</summary>
    public void Resume(Finding finding, Attempt attempt) => Keep(attempt, () => ResumeAsync(finding, attempt));

    /// <summary>The attempts whose runs this process follows, as it is now.</summary>
    public IReadOnlySet<Guid> Kept => _kept.Keys.ToHashSet();

    /// <summary>Returns when nothing that this process started or adopted runs any more.</summary>
    public Task WhenIdleAsync(CancellationToken ct) => Task.WhenAll(_kept.Values).WaitAsync(ct);

    /// <summary>Stops watching; the runs go on.</summary>
    public async Task ReleaseAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_kept.Values);
    }

    public void Dispose() => _stop.Dispose();

    private void Keep(Attempt attempt, Func<Task> run)
    {
        var kept = new TaskCompletionSource();
        if (_kept.TryAdd(attempt.Id, kept.Task))
            _ = Task.Run(() => GuardAsync(attempt, run, kept), CancellationToken.None);
    }

    private async Task GuardAsync(Attempt attempt, Func<Task> run, TaskCompletionSource kept)
    {
        try
        {
            await run();
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            LogReleased(attempt.Id);
        }
        catch (Exception e)
        {
            // The outermost frame of this run: a failure here must not take the others down. The attempt stays live in
            // the ledger and is taken up again at the next tick.
            LogBroken(attempt.Id, e);
        }
        finally
        {
            _kept.TryRemove(attempt.Id, out _);
            kept.SetResult();
        }
    }

    private async Task RunAsync(Finding finding, Attempt attempt, Policy policy, bool asks)
    {
        var folder = new RunFolder(ledger.State.Run(attempt.Id));
        var answer = asks ? await AskAsync(finding) : new OriginAnswer.Stands(null);
        if (answer is not OriginAnswer.Stands { Text: var text })
        {
            await RecordAsync(finding, attempt, policy, folder, new(((OriginAnswer.Stopped)answer).Outcome, RunUsage.Unknown));
            return;
        }
        DetachedRun run;
        try
        {
            RunPaperwork.Write(folder, ledger.Host, finding, attempt, policy, _attempts.Of(finding.Id), text);
            run = Launch(finding, attempt, policy, folder);
        }
        catch (Exception e) when (e is not OperationCanceledException and not LedgerException)
        {
            // Whatever it was, nothing runs: the attempt ends here, with the reason, instead of being taken up for ever.
            await RecordAsync(finding, attempt, policy, folder, NeverRan($"the run could not be started: {e.Message}"));
            return;
        }
        LogStarted(attempt.Id, policy.Name, run.Identity.Pid);
        await PersistAsync(() => _attempts.RecordProcess(attempt, run.Identity.ToString()));
        await FollowAsync(run, finding, attempt, adopted: false, policy, folder);
    }

    private async Task<OriginAnswer> AskAsync(Finding finding)
    {
        try
        {
            return await origin.AskAsync(finding, _stop.Token);
        }
        finally
        {
            Interlocked.Decrement(ref _asking);
            Asked?.Invoke();
        }
    }

    private DetachedRun Launch(Finding finding, Attempt attempt, Policy policy, RunFolder folder)
    {
        var executor = bench.For(policy);
        return DetachedRun.Start(new RunSpec(
            attempt.Id.ToString(), folder.Root, executor.Argv(policy, folder, attempt.SessionId), folder.Work,
            RunEnvironment.For(executor, policy, finding, attempt, folder))
        {
            StandardInputFile = executor.StandardInput(folder),
        });
    }

    private async Task ResumeAsync(Finding finding, Attempt attempt)
    {
        var folder = new RunFolder(ledger.State.Run(attempt.Id));
        ProcessIdentity? recorded = ProcessIdentity.TryParse(attempt.Process, out var identity) ? identity : null;
        var run = await DetachedRun.FindAsync(folder.Root, attempt.Id.ToString(), recorded, clock, _stop.Token);
        var policy = PolicyAsUsed(attempt, folder);
        if (run is null)
        {
            await RecordAsync(finding, attempt, policy, folder, NeverRan("its supervisor died before the run began"));
            return;
        }
        if (policy is null)
        {
            // Nobody could watch it by its own rules, and a second one must not begin beside it.
            await run.EndTreeAsync(Grace, clock, CancellationToken.None);
            await RecordAsync(finding, attempt, policy, folder, new(new RunOutcome.Lost("the policy it ran under cannot be read any more"), RunUsage.Unknown));
            return;
        }
        if (attempt.Process is null)
            await PersistAsync(() => _attempts.RecordProcess(attempt, run.Identity.ToString()));
        await FollowAsync(run, finding, attempt, adopted: true, policy, folder);
    }

    private async Task FollowAsync(DetachedRun run, Finding finding, Attempt attempt, bool adopted, Policy policy, RunFolder folder)
    {
        RunReport report;
        try
        {
            report = await _watch.FollowAsync(run, folder, attempt, adopted, policy, bench.For(policy), _stop.Token);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException or FormatException)
        {
            // What it left cannot be read. It ran, so it counts; nothing of it may go on.
            await run.EndTreeAsync(Grace, clock, CancellationToken.None);
            report = new(new RunOutcome.Failed(PlainText.Line($"what the run left could not be read: {e.Message}", 300)), RunUsage.Unknown);
        }
        await RecordAsync(finding, attempt, policy, folder, report);
    }

    private static RunReport NeverRan(string reason) => new(new RunOutcome.Canceled(PlainText.Line(reason, 300)), RunUsage.Unknown);

    private static Policy? PolicyAsUsed(Attempt attempt, RunFolder folder)
    {
        if (!File.Exists(folder.Policy))
            return null;
        var problems = new Problems();
        return PolicyReader.Read(new DefinitionText(attempt.Policy, folder.Policy, File.ReadAllText(folder.Policy), new(attempt.PolicyHash)), problems);
    }

    private async Task RecordAsync(Finding finding, Attempt attempt, Policy? policy, RunFolder folder, RunReport report)
    {
        var now = clock.GetUtcNow();
        var step = policy is null ? new OrderStep(OrderState.Queued, report.Outcome.Reason) { NextAttemptAt = now } : _next.AfterRun(report.Outcome, policy, now);
        RunResultFile.Write(folder, attempt, report, log);
        await PersistAsync(() => _attempts.End(
            attempt, EndOf(report, finding, attempt), _work.Of(finding.Id)!.Order, step, NextStep.HoldFor(report.Outcome, attempt.Executor, now)));
        LogEnded(attempt.Id, report.Outcome.GetType().Name, report.Outcome.Reason);
        Ended?.Invoke();
    }

    // Bad luck of one kind in a row becomes the fix's own at some point; luck of another kind is not added to it.
    private AttemptEnd EndOf(RunReport report, Finding finding, Attempt attempt)
    {
        var outcome = NextStep.EndOf(report, 0).Outcome;
        var before = _attempts.Of(finding.Id).SkipWhile(a => a.Number >= attempt.Number).TakeWhile(a => !a.Counted && a.Outcome == outcome).Count();
        return NextStep.EndOf(report, before);
    }

    /// <summary>Writes what must not be lost: a full disk or a locked ledger is waited out. False means that the attempt is another's by now.</summary>
    private async Task PersistAsync(Func<bool> write)
    {
        while (true)
        {
            try
            {
                if (!write())
                    LogNotOurs();
                return;
            }
            catch (LedgerException e) when (e.TryAgain)
            {
                LogLedger(e.Message);
                await Task.Delay(LedgerRetry, clock, _stop.Token);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "attempt {Attempt} started under policy {Policy} as process {Pid}")]
    private partial void LogStarted(Guid attempt, string policy, int pid);

    [LoggerMessage(Level = LogLevel.Information, Message = "attempt {Attempt} ended: {Outcome}: {Reason}")]
    private partial void LogEnded(Guid attempt, string outcome, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "attempt {Attempt} is left running; the next supervisor takes it over")]
    private partial void LogReleased(Guid attempt);

    [LoggerMessage(Level = LogLevel.Warning, Message = "an attempt was taken over by another supervisor; what this one knew of it was dropped")]
    private partial void LogNotOurs();

    [LoggerMessage(Level = LogLevel.Error, Message = "the ledger cannot be written, trying again: {Error}")]
    private partial void LogLedger(string error);

    [LoggerMessage(Level = LogLevel.Error, Message = "attempt {Attempt} cannot be followed")]
    private partial void LogBroken(Guid attempt, Exception error);
}
