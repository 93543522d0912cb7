using AgentFleet.Definitions;
using AgentFleet.Ledger;
using AgentFleet.Ledger.Alerting;
using AgentFleet.Ledger.Files;
using AgentFleet.Ledger.Fixing;
using AgentFleet.Supervisor.Policies;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AgentFleet.Supervisor.Dispatch;

/// <summary>
/// The supervisor as a service: reconcile, then dispatch, at every ring of the bell, at every run's end and whenever
/// something falls due. Stopping it leaves runs running.
/// </summary>
public sealed partial class SupervisorService(
    LedgerFile ledger, SupervisorTick tick, RunKeeper keeper, TimeProvider clock, ILogger<SupervisorService> log) : BackgroundService
{
    private static readonly TimeSpan Slowest = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Fastest = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromSeconds(2);

    private readonly WorkStore _work = new(ledger);
    private readonly HoldStore _holds = new(ledger);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var listener = ledger.Bell.Listen(clock, Bell.Findings);
        keeper.Ended += listener.Wake;
        keeper.Asked += listener.Wake;
        try
        {
            while (!stoppingToken.IsCancellationRequested)
                await listener.WaitAsync(Tick(), stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
        finally
        {
            keeper.Ended -= listener.Wake;
            keeper.Asked -= listener.Wake;
            await keeper.ReleaseAsync();
        }
    }

    /// <summary>Does one tick and says how long there is nothing to do, unless the bell rings.</summary>
    private TimeSpan Tick()
    {
        try
        {
            tick.Run();
            var now = clock.GetUtcNow();
            var due = _holds.InForce().Select(h => h.Until).Append(_work.NextDue()).Where(t => t > now).Min();
            var wait = (due - now) ?? Slowest;
            return wait < Fastest ? Fastest : wait > Slowest ? Slowest : wait;
        }
        catch (LedgerException e) when (e.TryAgain)
        {
            LogLedger(e.Message);
            return AfterTrouble;
        }
        catch (Exception e) when (e is not LedgerException)
        {
            // The outermost loop: one finding that breaks a tick must not end the service. A ledger that cannot be used does.
            LogTick(e);
            return AfterTrouble;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "the ledger cannot be used, trying again: {Error}")]
    private partial void LogLedger(string error);

    [LoggerMessage(Level = LogLevel.Error, Message = "a tick failed, trying again")]
    private partial void LogTick(Exception error);
}

/// <summary>One tick of the supervisor: policies are re-read, the past is reconciled, then new work is begun.</summary>
public sealed partial class SupervisorTick(
    LedgerFile ledger, SupervisorIdentity self, SupervisorSettings settings, PolicyFolder folder, Reconciler reconciler, Dispatcher dispatcher,
    ILogger<SupervisorTick> log)
{
    private readonly BrokenFiles _files = BrokenFiles.In(ledger, self.Id, settings.Current().Policies, ".md");

    public void Run()
    {
        var policies = folder.Reload();
        var broken = policies.Broken.Select(Describe).ToList();
        if (policies.FolderProblems is { Count: > 0 } problems)
            broken.Add(Describe(settings.Current().Policies, null, problems, "What was read from it before stays in force."));
        foreach (var alert in _files.Keep(broken))
            LogBroken(alert.Title, alert.Body);
        reconciler.Run(policies);
        dispatcher.Run(policies);
    }

    private static NewAlert Describe(BrokenDefinition broken) => Describe(
        broken.File, broken.Hash, broken.Problems,
        broken.KeptLastGood ? "The last good version stays in force." : "Until it is mended, nothing is fixed under this policy.");

    private static NewAlert Describe(string file, string? hash, IEnumerable<Problem> problems, string consequence) =>
        NewAlert.BrokenFile(file, hash, problems.Select(p => p.ToString()), consequence);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Title}: {Problems}")]
    private partial void LogBroken(string title, string problems);
}
