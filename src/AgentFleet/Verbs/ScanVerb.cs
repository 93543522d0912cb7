using System.CommandLine;
using AgentFleet.Definitions;
using AgentFleet.Hosting;
using AgentFleet.Ledger.Scanning;
using AgentFleet.Scanner.Definitions;
using AgentFleet.Showing;

namespace AgentFleet.Verbs;

/// <summary><c>agentfleet scan [NAME…]</c>: one look of every scanner, now.</summary>
internal static class ScanVerb
{
    public static Command Create()
    {
        var names = new Argument<string[]>("NAME") { Description = "Only these scanners (default: all)", Arity = ArgumentArity.ZeroOrMore };
        var json = Output.JsonOption();
        var verb = new Command("scan", "Look once, now, with every scanner, and say what is wrong and what is well") { names, json };
        verb.SetAction(async (command, ct) =>
        {
            var site = Site.Of(command);
            var scanners = Choose(site, command.GetValue(names) ?? []);
            using var ledger = site.OpenLedger();
            await using var bench = new Workbench(ledger, site.Configuration, Site.Clock);
            var looks = new List<ScanReport>();
            foreach (var scanner in scanners.Where(scanner => scanner.LeftOut(bench.Around) is null))
                looks.Add(new(scanner.Name, await bench.Cycles.RunAsync(scanner, CycleTrigger.Person, ct)));
            ScanReport.Print(looks, command.GetValue(json));
            return looks.Any(look => look.Failed) ? Invocation.Failed : Invocation.Done;
        });
        return verb;
    }

    /// <summary>The scanners of a folder; a broken definition is told of, and does not keep the others from looking.</summary>
    /// <exception cref="UsageException">When one is named that is not there, or none is left.</exception>
    public static IReadOnlyList<ScannerDefinition> Choose(Site site, IReadOnlyList<string> names)
    {
        var folder = ScannerFolder.Open(site.Configuration.Scanners).Reload();
        foreach (var problem in folder.AllProblems)
            Console.Error.WriteLine(problem);
        if (names.Where(name => !folder.Good.ContainsKey(name)).ToList() is [var missing, ..])
            throw new UsageException($"there is no usable scanner \"{missing}\" in {site.Configuration.Scanners}; {Nearest.Suggestion(missing, folder.Good.Keys, "the scanners are")}");
        if (folder.AllProblems.Count > 0 && names.Count == 0 && folder.Good.Count == 0)
            throw new UsageException($"no scanner in {site.Configuration.Scanners} can be used");
        return [.. folder.Good.Values.Select(d => d.Value).Where(d => names.Count == 0 || names.Contains(d.Name))];
    }
}
