using System.CommandLine;
using AgentFleet.Definitions;
using AgentFleet.Hosting;
using AgentFleet.Ledger;
using AgentFleet.Ledger.Files;
using AgentFleet.Ledger.Fixing;
using AgentFleet.Ledger.Scanning;
using AgentFleet.Scanner.Definitions;
using AgentFleet.Showing;
using AgentFleet.Supervisor.Policies;

namespace AgentFleet.Verbs;

/// <summary>
/// <c>agentfleet fix ID</c>: one attempt at one finding now, in the foreground, with its second look. Safe beside the
/// services: the same claim decides who has the finding.
/// </summary>
internal static class FixVerb
{
    public static Command Create()
    {
        var id = new Argument<string>("ID") { Description = "The finding's id, or the end of it" };
        var dry = new Option<bool>("--dry-run") { Description = "Only say what would be run, or why nothing would" };
        var json = Output.JsonOption();
        var verb = new Command("fix", "Try once to fix a finding, now, and look whether it is fixed") { id, dry, json };
        verb.SetAction(async (command, ct) =>
        {
            var site = Site.Of(command);
            Guid finding;
            using (var reader = site.Ask())
                finding = Asking.FindingId(reader, command.GetValue(id)!);
            using var ledger = site.OpenLedger();
            await using var bench = new Workbench(ledger, site.Configuration, Site.Clock);
            if (command.GetValue(dry))
                return FixPlan.For(ledger, bench, finding).Print(command.GetValue(json));
            return await FixAsync(site, ledger, bench, finding, ct);
        });
        return verb;
    }

    private static async Task<int> FixAsync(Site site, LedgerFile ledger, Workbench bench, Guid id, CancellationToken ct)
    {
        if (FixPlan.WhyRefused(new FindingStore(ledger).Get(id)!) is { } refused)
            return Failed(refused);
        var policies = bench.Policies.Reload();
        var work = new WorkStore(ledger);
        Order(ledger, bench, id, policies);
        bench.Reconciler.Run(policies);
        var plan = FixPlan.For(ledger, bench, id);
        if (plan.Hindrance is { } hindrance)
            return Failed(hindrance);
        var due = work.Of(id)!;
        if (!bench.Dispatcher.Dispatch(due, plan.Policy!))
            return Failed($"{id} could not be taken: another supervisor has it, or as many runs are under way as may be");

        Console.Error.WriteLine($"running {plan.Policy!.Name}; its files are in {ledger.State.Runs}");
        await bench.Keeper.WhenIdleAsync(ct);
        await LookAsync(site, bench, due.Finding, ct);
        bench.Reconciler.Run(policies);
        return Tell(ledger, id);
    }

    private static int Failed(string why)
    {
        Console.Error.WriteLine(why);
        return Invocation.Failed;
    }

    // An order that waits for its next try is due now: a person says so. Its attempts count on.
    private static void Order(LedgerFile ledger, Workbench bench, Guid id, FolderSnapshot<Policy> policies)
    {
        var work = new WorkStore(ledger);
        if (work.New().FirstOrDefault(n => n.Finding.Id == id) is { } unordered)
            bench.Dispatcher.Order(unordered, policies, Person.Actor);
        if (work.Of(id) is { Order: { State: OrderState.BackingOff } order })
            work.Advance(order, new OrderStep(OrderState.Queued, "a person said fix") { NextAttemptAt = Site.Clock.GetUtcNow(), Actor = Person.Actor });
    }

    private static async Task LookAsync(Site site, Workbench bench, Finding finding, CancellationToken ct)
    {
        if (ScannerFolder.Open(site.Configuration.Scanners).Reload(finding.Scanner) is { } scanner)
            await bench.Cycles.RunAsync(scanner.Value, CycleTrigger.Look, ct);
        else
            Console.Error.WriteLine($"there is no scanner {finding.Scanner} in {site.Configuration.Scanners}, so nobody can look whether it is fixed");
    }

    private static int Tell(LedgerFile ledger, Guid id)
    {
        var attempt = new AttemptStore(ledger).Of(id)[0];
        var order = new WorkStore(ledger).Of(id)!.Order;
        Console.Out.WriteLine($"attempt {attempt.Number}: {Words.Of(attempt.Outcome ?? Outcome.Lost)}: {attempt.OutcomeReason}");
        Console.Out.WriteLine(order.State == OrderState.Done ? "fixed: the second look no longer sees it" : $"{Words.Of(order.State)}: {order.Reason}");
        return order.State == OrderState.Done ? Invocation.Done : Invocation.Failed;
    }
}
