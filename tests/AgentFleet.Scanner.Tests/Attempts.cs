using AgentFleet.Ledger.Files;
using AgentFleet.Ledger.Fixing;
using AgentFleet.Ledger.Scanning;

namespace AgentFleet.Scanner.Tests;

/// <summary>Does what a supervisor does, from the order to the end of the run.</summary>
internal static class Attempts
{
    public static Guid End(LedgerFile ledger, Finding finding, TimeProvider clock) =>
        End(ledger, finding, clock, new(Outcome.Succeeded, "done", Counted: true, WantsLook: true), new(OrderState.Verifying, null));

    public static Guid End(LedgerFile ledger, Finding finding, TimeProvider clock, AttemptEnd end, OrderStep next)
    {
        var orders = new WorkStore(ledger);
        orders.Create(finding, "cure", null, "supervisor");
        var order = orders.Of(finding.Id)!.Order;

        var now = clock.GetUtcNow();
        var attempts = new AttemptStore(ledger);
        var attempt = attempts.Claim(new(Guid.CreateVersion7(now), order, "hash", ExecutorKind.Runbook, Guid.CreateVersion7(now), "me", "runs/1"), most: 9);
        attempts.End(attempt.ShouldNotBeNull(), end, order, next).ShouldBeTrue();
        return attempt.Id;
    }
}
