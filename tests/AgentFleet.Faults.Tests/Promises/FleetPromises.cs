using AgentFleet.Faults.Tests.Fleets;
using AgentFleet.Ledger.Asking;
using AgentFleet.Ledger.Audit;
using AgentFleet.Ntfy;
using AgentFleet.Processes;

namespace AgentFleet.Faults.Tests.Promises;

/// <summary>All that must hold after any kill and restart.</summary>
internal static class FleetPromises
{
    /// <param name="strict">No attempt may have been lost either.</param>
    public static async Task ShouldHaveKeptItsPromisesAsync(this Fleet fleet, NtfyServer? server = null, bool strict = true)
    {
        string[] breaches =
        [
            .. LedgerPromises.BreachesIn(fleet, strict),
            .. JournalPromises.BreachesIn(fleet),
            .. LostTroubles(fleet),
            .. server is null ? [] : UnheardAlerts(fleet, server),
            .. BrokenChain(fleet),
        ];
        breaches.ShouldBeEmpty(fleet.Account());
        await fleet.UntilAsync("no process of any run was left", () => ProcessesOfRuns(fleet).Count == 0);
    }

    private static IEnumerable<string> LostTroubles(Fleet fleet) =>
        from trouble in fleet.Planted.GroupBy(name => name)
        let found = fleet.Ledger.Number("SELECT count(*) FROM findings WHERE subject = @subject", new { subject = trouble.Key })
        where found < trouble.Count()
        select $"every trouble is found: {trouble.Key} came {trouble.Count()} times and was found {found} times";

    private static IEnumerable<string> UnheardAlerts(Fleet fleet, NtfyServer server)
    {
        var heard = server.Messages.Select(message => message.Title + "\n" + message.Message).ToHashSet();
        return fleet.Ledger.Texts("SELECT title || char(10) || body FROM alerts").Where(alert => !heard.Contains(alert.TrimEnd()))
            .Select(alert => $"every alert arrives: {alert}");
    }

    private static IEnumerable<string> BrokenChain(Fleet fleet)
    {
        using var reader = LedgerReader.Open(fleet.State, "host-1", TimeProvider.System);
        var verdict = reader.VerifyEvents();
        return verdict is ChainVerdict.Whole ? [] : [$"the chain of events is whole: {verdict}"];
    }

    private static IReadOnlyList<int> ProcessesOfRuns(Fleet fleet) =>
        [.. fleet.Ledger.Texts("SELECT id FROM fix_attempts").SelectMany(id => Leftovers.WithEnvironment($"{RunMarker.Variable}={id}"))];
}
