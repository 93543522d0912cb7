using System.Text.Json;
using System.Text.Json.Nodes;
using AgentFleet.Ledger.Scanning;
using AgentFleet.Scanner.Checks;
using AgentFleet.Scanner.Definitions;

namespace AgentFleet.Scanner.Judging;

/// <summary>
/// Subjects that go to and fro. Such a one gets a single finding that says so; while that is open, its own finding may
/// still be resolved, but begins no new episode.
/// </summary>
internal sealed class Flapping(ScannerDefinition scanner, string host, DateTimeOffset now)
{
    /// <summary>A kind of finding, not of check.</summary>
    public const string Kind = "flapping";

    private const double Begins = 30;
    private const double Ends = 25;

    /// <summary>Adds this look to every subject's history, and lets it have its say about the changes.</summary>
    public List<FindingChange> Over(
        List<FindingChange> changes, IReadOnlyDictionary<string, Finding> before, IReadOnlyDictionary<string, Sighting> sightings, Look look)
    {
        var changed = changes.ToDictionary(change => change.After.Fingerprint, StringComparer.Ordinal);
        var result = changes.Where(change => !CanFlap(change.After)).ToList();
        foreach (var last in changes.Select(change => change.After).Concat(before.Values).Where(CanFlap).DistinctBy(finding => finding.Fingerprint))
        {
            var change = changed.GetValueOrDefault(last.Fingerprint);
            if (change is not null || look.WhyBlind(last.Source) is null)
                result.AddRange(Over(change, before.GetValueOrDefault(last.Fingerprint), last, sightings.ContainsKey(last.Fingerprint), before));
        }
        return result;
    }

    private IEnumerable<FindingChange> Over(
        FindingChange? change, Finding? known, Finding last, bool bad, IReadOnlyDictionary<string, Finding> before)
    {
        var looks = FlapHistory.Append(known?.Looks, bad);
        var own = before.GetValueOrDefault(FingerprintOf(last));
        var was = own is { State: not FindingState.Resolved };
        var flaps = looks is not null && (was ? FlapHistory.Percent(looks) >= Ends : FlapHistory.Percent(looks) > Begins);

        if (change is null)
        {
            if (looks != known!.Looks)
                yield return new(known with { Looks = looks }, ChangeKind.SeenGood);
        }
        else if (was && flaps && known is { State: FindingState.Resolved })
            yield return new(known with { Looks = looks, LastSeenAt = now }, ChangeKind.SeenAgain);
        else
            yield return change with { After = change.After with { Looks = looks } };

        if (flaps)
            yield return Episodes.SeenBad(own, SightingOf(last, looks!), scanner.Name, now);
        else if (was)
            yield return Episodes.SeenGood(own!, clearAfter: 1, clearFor: TimeSpan.Zero, now);
    }

    private Sighting SightingOf(Finding finding, string looks) => new(
        FingerprintOf(finding), Kind, finding.Subject, finding.Source, Severity.Warning,
        $"{finding.Subject} goes to and fro: {FlapHistory.Changes(looks)} changes in {FlapHistory.Length} looks",
        new JsonObject { ["kind"] = finding.Kind, ["looks"] = looks, ["changes"] = FlapHistory.Changes(looks), ["percent"] = Math.Round(FlapHistory.Percent(looks), 1) }
            .ToJsonString(JsonSerializerOptions.Default),
        Policy: null, ConfirmAfter: 1);

    private string FingerprintOf(Finding finding) => Sighting.FingerprintOf(host, Kind, $"{finding.Kind} {finding.Subject}");

    private static bool CanFlap(Finding finding) => finding.Kind is not (Kind or CheckKinds.Unknown);
}
