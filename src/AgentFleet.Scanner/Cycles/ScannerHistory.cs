using AgentFleet.Ledger.Scanning;
using AgentFleet.Scanner.Checks;
using AgentFleet.Scanner.Judging;

namespace AgentFleet.Scanner.Cycles;

/// <summary>One scanner's measurements, as the ledger keeps them.</summary>
internal sealed class ScannerHistory(SampleStore samples, string scanner) : IHistory
{
    public IReadOnlyList<Point> Of(string? thing, string metric, DateTimeOffset since) => samples.History(scanner, Subjects.Of(scanner, thing), metric, since);
}
