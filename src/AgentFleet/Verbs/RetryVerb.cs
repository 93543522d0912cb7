using System.CommandLine;
using AgentFleet.Ledger;
using AgentFleet.Ledger.Fixing;
using AgentFleet.Ledger.Scanning;

namespace AgentFleet.Verbs;

/// <summary><c>agentfleet retry ID</c>: a person lets an escalated, refused or waiting finding be tried afresh.</summary>
internal static class RetryVerb
{
    public static Command Create()
    {
        var id = new Argument<string>("ID") { Description = "The finding's id, or the end of it" };
        var verb = new Command("retry", "Try a finding again now, with all its attempts") { id };
        verb.SetAction(command =>
        {
            var place = Site.Of(command);
            Guid finding;
            using (var reader = place.Ask())
                finding = Asking.FindingId(reader, command.GetValue(id)!);
            using var ledger = place.OpenLedger();
            if (FixPlan.WhyRefused(new FindingStore(ledger).Get(finding)!) is { } refused)
            {
                Console.Error.WriteLine(refused);
                return Invocation.Failed;
            }
            Retry(new WorkStore(ledger), finding);
            Console.Out.WriteLine($"{finding} is queued again; a running supervisor takes it at once");
            return Invocation.Done;
        });
        return verb;
    }

    private static void Retry(WorkStore store, Guid finding)
    {
        if (store.Of(finding) is not { } work)
            throw new UsageException($"nothing was ordered for {finding} yet; agentfleet fix {finding} --dry-run says why");
        if (work.Order.State is OrderState.Fixing or OrderState.Verifying or OrderState.Done)
            throw new UsageException($"{finding} is {Words.Of(work.Order.State)}; there is nothing to retry");
        var step = new OrderStep(OrderState.Queued, "a person said retry") { NextAttemptAt = Site.Clock.GetUtcNow(), StartsAfresh = true, Actor = Person.Actor };
        if (!store.Advance(work.Order, step))
            throw new UsageException($"{finding} changed at this moment; look at it and try again");
    }
}
