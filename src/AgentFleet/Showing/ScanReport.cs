using AgentFleet.Ledger;
using AgentFleet.Ledger.Asking;
using AgentFleet.Ledger.Scanning;
using AgentFleet.Scanner.Checks;
using AgentFleet.Scanner.Cycles;

namespace AgentFleet.Showing;

/// <summary>What one scanner saw in one look, for people and as JSON.</summary>
internal sealed record ScanReport(string Scanner, CycleOutcome Outcome)
{
    public bool Failed => Outcome is not CycleOutcome.Ran { Report.Status: CycleStatus.Complete or CycleStatus.Partial };

    public static void Print(IReadOnlyList<ScanReport> looks, bool json) =>
        Output.Print(new Answer(["level", "scanner", "what", "state"], [.. looks.SelectMany(look => look.Rows())]), Output.FormatOf(json), "there are no scanners");

    /// <summary>What is wrong first, then what could not be seen, then what is well.</summary>
    public IEnumerable<IReadOnlyList<object?>> Rows()
    {
        if (Outcome is not CycleOutcome.Ran { Report: var report })
            return [["busy", Scanner, "another look of this scanner did not end in time", ""]];
        var seen = report.Look.Sources.SelectMany(source => source.Observations).OrderByDescending(o => o.Level);
        return seen.Where(o => o.Level != Level.Ok).Select(o => Row(o, report))
            .Concat(report.Look.Sources.Where(s => s.Incomplete is not null).Select(Unknown))
            .Concat(seen.Where(o => o.Level == Level.Ok).Select(o => Row(o, report)));
    }

    private IReadOnlyList<object?> Row(Observation seen, CycleReport report)
    {
        var subject = seen.Identity?.Subject ?? (seen.Thing is null ? Scanner : $"{Scanner}/{seen.Thing}");
        var finding = report.Changes.LastOrDefault(c => c.After.Subject == subject)?.After;
        var what = seen.Identity is null ? seen.Title : $"{subject}: {PlainText.Line(seen.Title, 300)}";
        return [seen.Level.ToString().ToLowerInvariant(), Scanner, what, finding is null ? "" : finding.Refused is null ? Words.Of(finding.State) : "refused"];
    }

    private IReadOnlyList<object?> Unknown(SourceLook source) => ["unknown", Scanner, CycleResult.Said(Scanner, source.Source, source.Incomplete!), ""];
}
