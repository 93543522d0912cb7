using AgentFleet.Definitions;
using AgentFleet.Ledger.Files;
using AgentFleet.Ledger.Fixing;
using AgentFleet.Supervisor.Policies;

namespace AgentFleet.Supervisor.Dispatch;

/// <summary>Brings the orders into line with what has happened, before anything new is begun.</summary>
public sealed class Reconciler(LedgerFile ledger, SupervisorIdentity self, RunKeeper keeper, TimeProvider clock)
{
    private static readonly TimeSpan PolicyMayBeAway = TimeSpan.FromMinutes(10);

    private readonly WorkStore _work = new(ledger);
    private readonly AttemptStore _attempts = new(ledger);
    private readonly HoldStore _holds = new(ledger);
    private readonly NextStep _next = new(Random.Shared);
    private Dictionary<string, DateTimeOffset> _awaySince = [];

    public void Run(FolderSnapshot<Policy> policies)
    {
        _holds.LiftExpired(clock.GetUtcNow());
        AdoptOrphans();
        ApplyVerdicts(policies);
        CloseOutlived();
        ReopenRefused(policies);
        CallForOrphanedOrders(policies);
    }

    private void AdoptOrphans()
    {
        // Before the ledger is asked: what ends in between is live there and kept no longer, and was not dropped.
        var kept = keeper.Kept;
        foreach (var live in _attempts.Live())
        {
            // One of our own that nobody keeps was dropped by a failure here: it is picked up like an orphan.
            var dropped = live.Owner == self.Id && !kept.Contains(live.Id);
            var adopted = dropped ? live : self.HasDied(live.Owner) ? _attempts.Adopt(live, self.Id) : null;
            if (adopted is not null)
                keeper.Resume(_work.Of(adopted.FindingId)!.Finding, adopted);
        }
    }

    private void ApplyVerdicts(FolderSnapshot<Policy> policies)
    {
        foreach (var judged in _work.Judged())
        {
            var policy = policies.Good.GetValueOrDefault(judged.Order.Policy)?.Value;
            var counted = _work.CountedAttempts(judged.Finding, judged.Order);
            _work.Advance(judged.Order, _next.AfterVerdict(judged, policy, counted, clock.GetUtcNow()));
        }
    }

    private void CloseOutlived()
    {
        foreach (var work in _work.Outlived())
            _work.Advance(work.Order, new OrderStep(OrderState.Done, "it went away by itself"));
    }

    // An editor may take a file away for a moment, so a policy has to be away for a while. One that is broken, or a folder
    // that cannot be read, has its own alert, and the orders wait for it to be mended.
    private void CallForOrphanedOrders(FolderSnapshot<Policy> policies)
    {
        var now = clock.GetUtcNow();
        var orphans = policies.FolderProblems.Count > 0
            ? []
            : _work.In(OrderState.Queued, OrderState.BackingOff)
                .Where(w => w.Finding.Refused is null && !policies.Good.ContainsKey(w.Order.Policy) && policies.Broken.All(b => b.Name != w.Order.Policy)).ToList();
        _awaySince = orphans.Select(w => w.Order.Policy).Distinct().ToDictionary(name => name, name => _awaySince.GetValueOrDefault(name, now));
        foreach (var work in orphans.Where(w => _awaySince[w.Order.Policy] + PolicyMayBeAway < now))
            _work.Advance(work.Order, NextStep.Escalate(work.Finding, work.Order, $"its policy {work.Order.Policy} is not there"));
    }

    // A changed policy may allow what the one before refused.
    private void ReopenRefused(FolderSnapshot<Policy> policies)
    {
        foreach (var work in _work.In(OrderState.Refused))
        {
            var used = _attempts.Of(work.Finding.Id) is [var last, ..] ? last.PolicyHash : null;
            if (policies.Good.GetValueOrDefault(work.Order.Policy) is { } policy && policy.Hash != used)
                _work.Advance(work.Order, new OrderStep(OrderState.Queued, "its policy was changed") { NextAttemptAt = clock.GetUtcNow(), StartsAfresh = true });
        }
    }
}
