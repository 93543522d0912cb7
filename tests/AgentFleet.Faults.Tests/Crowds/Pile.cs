using AgentFleet.Faults.Tests.Fleets;
using AgentFleet.Ledger.Files;
using AgentFleet.Ledger.Scanning;

namespace AgentFleet.Faults.Tests.Crowds;

/// <summary>Many findings at once, written as a scanner of the name <c>pile</c> would write them.</summary>
internal static class Pile
{
    public const string Scanner = "pile";

    public static void PlantIn(Fleet fleet, int count)
    {
        using var ledger = LedgerFile.Open(fleet.State, "host-1", TimeProvider.System);
        var cycles = new CycleStore(ledger);
        var cycle = cycles.Begin(Scanner, CycleTrigger.Schedule);
        var changes = Enumerable.Range(0, count).Select(n => new FindingChange(Open(fleet, $"{n}"), ChangeKind.Opened)).ToList();
        cycles.Finish(cycle, new([new(Scanner, count, null)], changes, [], count));
    }

    private static Finding Open(Fleet fleet, string name)
    {
        fleet.PlantFileOnly(name);
        var now = TimeProvider.System.GetUtcNow();
        return new()
        {
            Id = Guid.CreateVersion7(now),
            Scanner = Scanner,
            Source = Scanner,
            Fingerprint = $"host-1:plugin:{Scanner}/{name}",
            Episode = 1,
            Kind = "plugin",
            Subject = $"{Scanner}/{name}",
            Title = $"{name} is in the way",
            Severity = Severity.Warning,
            State = FindingState.Open,
            Policy = Fleet.Cure,
            FirstSeenAt = now,
            LastSeenAt = now,
            OpenedAt = now,
            BadLooks = 1,
            GoodLooks = 0,
            Evidence = $$"""{"text":"{{fleet.TroubleFile(name)}}"}""",
        };
    }
}
