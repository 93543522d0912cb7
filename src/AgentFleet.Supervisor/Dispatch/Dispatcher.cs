using AgentFleet.Definitions;
using AgentFleet.Ledger;
using AgentFleet.Ledger.Files;
using AgentFleet.Ledger.Fixing;
using AgentFleet.Ledger.Scanning;
using AgentFleet.Supervisor.Origins;
using AgentFleet.Supervisor.Policies;

namespace AgentFleet.Supervisor.Dispatch;

/// <summary>Orders new findings fixed, claims what is due, and starts it.</summary>
public sealed class Dispatcher(LedgerFile ledger, SupervisorIdentity self, RunKeeper keeper, SupervisorSettings settings, TimeProvider clock)
{
    private readonly WorkStore _work = new(ledger);
    private readonly AttemptStore _attempts = new(ledger);
    private readonly HoldStore _holds = new(ledger);

    /// <summary>One pass: every new finding that has a policy is ordered, then what is due is claimed, as far as there is room.</summary>
    public void Run(FolderSnapshot<Policy> policies)
    {
        foreach (var work in _work.New())
            Order(work, policies);

        var holds = _holds.InForce();
        var free = policies.Good.Values.Select(p => p.Value).Where(p => !IsHeld(p, holds)).Select(p => p.Name).ToList();
        // One asks GitHub at a time, so that a GitHub which gives no answer takes one place at most from the others.
        if (DispatchDue(free, policies, keeper.IsAsking ? GitHubOrigin.Kinds : []))
            DispatchDue(free, policies, GitHubOrigin.Kinds);
    }

    // True when one was passed over because another asks.
    private bool DispatchDue(IReadOnlyCollection<string> free, FolderSnapshot<Policy> policies, IReadOnlyCollection<string> without)
    {
        var passedOver = false;
        foreach (var due in _work.Due(free, clock.GetUtcNow(), settings.Current().MaxConcurrent, without))
        {
            if (keeper.IsAsking && GitHubOrigin.Kinds.Contains(due.Finding.Kind))
                passedOver = true;
            else
                Dispatch(due, policies.Good[due.Order.Policy].Value);
        }
        return passedOver;
    }

    /// <summary>Orders one finding fixed; a finding that came back soon counts its attempts on.</summary>
    public void Order(NewWork work, FolderSnapshot<Policy> policies, string actor = "supervisor")
    {
        if (PolicyFolder.For(work.Finding, policies) is not { } policy)
        {
            // A policy that is named but not there may come yet; if it does not, the reconciler calls a person.
            if (work.Finding.Policy is { } named)
                _work.Create(work.Finding, named, null, actor);
            return;
        }
        var relapsed = work.PreviousResolvedAt + policy.Relapse >= work.Finding.FirstSeenAt && work.PreviousAttemptsSince is not null;
        var resumed = relapsed ? PolicyFolder.Chain(policy, policies).FirstOrDefault(p => p.Name == work.PreviousPolicy) : null;
        _work.Create(work.Finding, (resumed ?? policy).Name, resumed is null ? null : work.PreviousAttemptsSince, actor);
    }

    /// <summary>Claims one order and starts its run. False when it could not be had.</summary>
    public bool Dispatch(Work due, Policy policy)
    {
        // A finding that keeps coming back has spent its attempts before its new episode begins.
        var counted = _work.CountedAttempts(due.Finding, due.Order);
        if (counted >= policy.MaxAttempts)
        {
            _work.Advance(due.Order, NextStep.Spent(due.Finding, due.Order, policy, counted, "it came back each time", clock.GetUtcNow()));
            return false;
        }

        var id = Guid.CreateVersion7(clock.GetUtcNow());
        var wanted = new NewAttempt(id, due.Order, policy.Hash, policy.Executor.Kind, Guid.CreateVersion7(clock.GetUtcNow()), self.Id, ledger.State.Run(id));
        if (_attempts.Claim(wanted, settings.Current().MaxConcurrent) is not { } attempt)
            return false;
        keeper.Start(due.Finding, attempt, policy);
        return true;
    }

    /// <summary>Whether a hold keeps the order of a finding waiting, whatever its policy.</summary>
    public static bool IsHeld(Finding finding, Hold hold) => hold.Kind switch
    {
        HoldKind.Mute => hold.Target == finding.Fingerprint,
        HoldKind.Limit => hold.Target == NewHold.GitHub && GitHubOrigin.Kinds.Contains(finding.Kind),
        _ => false,
    };

    /// <summary>Whether one of these holds keeps a policy's orders waiting.</summary>
    public static bool IsHeld(Policy policy, IReadOnlyList<Hold> holds) => holds.Any(hold => hold.Kind switch
    {
        HoldKind.Pause => hold.Target == "*" || hold.Target == policy.Name,
        HoldKind.Limit => hold.Target == Words.Of(policy.Executor.Kind),
        _ => false,
    });
}
