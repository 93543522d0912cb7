using AgentFleet.Configuration;
using AgentFleet.Definitions;
using AgentFleet.Hosting;
using AgentFleet.Ledger;
using AgentFleet.Ledger.Files;
using AgentFleet.Ledger.Fixing;
using AgentFleet.Ledger.Scanning;
using AgentFleet.Scanner.Checks;
using AgentFleet.Scanner.Cycles;
using AgentFleet.Scanner.Definitions;
using AgentFleet.Showing;
using AgentFleet.Supervisor;
using AgentFleet.Verbs;

namespace AgentFleet.Trying;

/// <summary>
/// The main job, for real, in a temporary folder: this machine is scanned once, then trouble is planted, found,
/// confirmed, cured under a shipped policy, looked at again and told of. Nothing outside the folder is changed.
/// </summary>
internal static class Rehearsal
{
    public static async Task<int> RunAsync(string executor, string claude, CancellationToken ct)
    {
        var stage = Stage.Build(executor);
        var configuration = FleetConfiguration.Default with { Supervisor = new SupervisorOptions(stage.Policies, Claude: claude) };
        using var ledger = LedgerFile.Open(new StateFolder(stage.State), configuration.Host, Site.Clock);
        await using var bench = new Workbench(ledger, configuration, Site.Clock);

        await ScanThisMachineAsync(stage, configuration, ct);
        var order = await RehearseAsync(stage, ledger, bench, ct);
        Timeline.Print(ledger, order.FindingId, stage);
        return order.State == OrderState.Done ? Invocation.Done : Invocation.Failed;
    }

    // In a ledger of its own: what is wrong with this machine must not be cured by a rehearsal.
    private static async Task ScanThisMachineAsync(Stage stage, FleetConfiguration configuration, CancellationToken ct)
    {
        using var ledger = LedgerFile.Open(new StateFolder(stage.MachineState), configuration.Host, Site.Clock);
        await using var bench = new Workbench(ledger, configuration, Site.Clock);
        Steps.Heading("This machine, seen once by the scanners that ship (nothing is changed)");
        var looks = new List<ScanReport>();
        foreach (var scanner in ScannerFolder.Open(Shipped.Scanners).Reload().Good.Values.Select(shipped => shipped.Value).Where(scanner => scanner.LeftOut(Surroundings.None) is null))
            looks.Add(new(scanner.Name, await bench.Cycles.RunAsync(scanner, CycleTrigger.Person, ct)));
        ScanReport.Print(looks, json: false);
    }

    private static async Task<WorkOrder> RehearseAsync(Stage stage, LedgerFile ledger, Workbench bench, CancellationToken ct)
    {
        Steps.Heading("A rehearsal of the whole loop, on trouble planted in a temporary folder");
        var scanner = ScannerFolder.Open(stage.Scanners).Reload(Stage.Scanner)!.Value;
        Steps.Say($"planted    {stage.Logs}: {Sizes.Print(stage.PlantedBytes)} of rotated logs; the limit is {Sizes.Print(Stage.Limit)}");

        await Steps.DoAsync("scanned   ", "looking for the first time", () => LookAsync(bench, scanner, CycleTrigger.Person, ct));
        await Steps.DoAsync("confirmed ", "looking once more before it is believed", () => LookAsync(bench, scanner, CycleTrigger.Person, ct));
        var finding = new CycleStore(ledger).Known(Stage.Scanner).Single();
        await Steps.DoAsync("dispatched", $"the policy {stage.Policy} is at work", async () =>
        {
            bench.Tick.Run();
            await bench.Keeper.WhenIdleAsync(ct);
            return Describe(new AttemptStore(ledger).Of(finding.Id));
        });
        await Steps.DoAsync("looked    ", "the agent's word counts for nothing: the scanner looks again", () => LookAsync(bench, scanner, CycleTrigger.Look, ct));
        bench.Tick.Run();
        var order = new WorkStore(ledger).Of(finding.Id)!.Order;
        Steps.Say(order.State == OrderState.Done ? "fixed      proved by the second look" : $"not fixed  {order.Reason}");
        return order;
    }

    private static async Task<string> LookAsync(Workbench bench, ScannerDefinition scanner, CycleTrigger trigger, CancellationToken ct)
    {
        if (await bench.Cycles.RunAsync(scanner, trigger, ct) is not CycleOutcome.Ran { Report: var report })
            return "another look was under way";
        var seen = report.Look.Sources.SelectMany(s => s.Observations.Select(o => o.Title).Concat(s.Incomplete is null ? [] : [s.Incomplete]));
        var state = report.Changes is [.., var change] ? $" ({Words.Of(change.After.State)})" : "";
        return string.Join("; ", seen) + state;
    }

    private static string Describe(IReadOnlyList<Attempt> attempts) => attempts is [var last, ..]
        ? $"{last.Policy} ({Words.Of(last.Executor)}), attempt {last.Number}: {Words.Of(last.Outcome ?? Outcome.Lost)}: {last.OutcomeReason}"
        : "nothing was started";
}
