using AgentFleet.Ledger.Files;
using AgentFleet.Ledger.Fixing;
using AgentFleet.Ledger.Scanning;

namespace AgentFleet.Scanner.Tests;

/// <summary>Does what a supervisor does, from the order to the end of the run.</summary>
internal static class Attempts
{
    public static Guid End(LedgerFile ledger, Finding finding, TimeProvider clock) => End(ledger, Begin(ledger, finding, clock));

    public static Guid End(LedgerFile ledger, Finding finding, TimeProvider clock, AttemptEnd end, OrderStep next) => End(ledger, Begin(ledger, finding, clock), end, next);

    public static Guid End(LedgerFile ledger, Begun begun) =>
        End(ledger, begun, new(Outcome.Succeeded, "done", Counted: true, WantsLook: true), new(OrderState.Verifying, null));

    public static Begun Begin(LedgerFile ledger, Finding finding, TimeProvider clock)
    {
        var orders = new WorkStore(ledger);
        orders.Create(finding, "cure", null, "supervisor");
        var order = orders.Of(finding.Id)!.Order;

        var now = clock.GetUtcNow();
        var attempt = new AttemptStore(ledger).Claim(new(Guid.CreateVersion7(now), order, "hash", ExecutorKind.Runbook, Guid.CreateVersion7(now), "me", "runs/1"), most: 9);
        return new(attempt.ShouldNotBeNull(), order);
    }

    private static Guid End(LedgerFile ledger, Begun begun, AttemptEnd end, OrderStep next)
    {
        new AttemptStore(ledger).End(begun.Attempt, end, begun.Order, next).ShouldBeTrue();
        return begun.Attempt.Id;
    }

    internal sealed record Begun(Attempt Attempt, WorkOrder Order);
}
