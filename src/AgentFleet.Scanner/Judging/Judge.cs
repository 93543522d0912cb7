using AgentFleet.Ledger;
using AgentFleet.Ledger.Alerting;
using AgentFleet.Ledger.Scanning;
using AgentFleet.Scanner.Checks;
using AgentFleet.Scanner.Definitions;

namespace AgentFleet.Scanner.Judging;

/// <summary>
/// Sets what was known against what was seen. Nothing here looks, writes or reads a clock: the same arguments give the
/// same judgement (but for the ids of new episodes).
/// </summary>
/// <param name="quiet">Why nobody is to be told of what this scanner finds now; null when nothing keeps it quiet.</param>
internal sealed class Judge(ScannerDefinition scanner, CycleTrigger trigger, string host, DateTimeOffset now, string? quiet = null)
{
    private const int LongestReason = 300;

    /// <param name="known">The last episode of every finding of the scanner.</param>
    /// <param name="awaiting">Attempts that had ended when the look began.</param>
    public Judgement Of(IReadOnlyList<Finding> known, IReadOnlyList<AwaitingLook> awaiting, Look look)
    {
        var sightings = Sighting.In(look, scanner, host).ToDictionary(sighting => sighting.Fingerprint, StringComparer.Ordinal);
        var before = known.ToDictionary(finding => finding.Fingerprint, StringComparer.Ordinal);
        var endings = EndingsIn(look);
        List<FindingChange> changes =
        [
            .. sightings.Values.Where(sighting => Counts(sighting, before)).Select(sighting => Episodes.SeenBad(before.GetValueOrDefault(sighting.Fingerprint), sighting, scanner.Name, now)),
            .. known.Where(finding => finding.State != FindingState.Resolved && finding.Kind != Flapping.Kind && !sightings.ContainsKey(finding.Fingerprint))
                .Select(finding => SeenGood(finding, endings.GetValueOrDefault(finding.Fingerprint), look)).OfType<FindingChange>(),
        ];
        // Looks that an attempt asks for come in quick succession, and would say nothing about going to and fro.
        if (trigger != CycleTrigger.Look && !look.TellsOnlyChanges)
            changes = new Flapping(scanner, host, now).Over(changes, before, sightings, look);
        changes = [.. changes.Select(change => Hushed(change, before.GetValueOrDefault(change.After.Fingerprint)))];

        var after = known.ToDictionary(finding => finding.Id);
        foreach (var change in changes)
            after[change.After.Id] = change.After;
        var verdicts = new Verdicts(after, sightings, endings, look, scanner.ClearAfter, now).On(awaiting);
        return WithAlerts(changes, verdicts, before, after);
    }

    // The looks that an attempt asks for come in quick succession: a service that was restarted and cannot be asked yet would
    // be blindness to tell a person of within a minute.
    private bool Counts(Sighting sighting, Dictionary<string, Finding> before) =>
        trigger != CycleTrigger.Look || sighting.Kind != CheckKinds.Unknown || before.GetValueOrDefault(sighting.Fingerprint) is { State: FindingState.Open };

    private Dictionary<string, Ending> EndingsIn(Look look)
    {
        var endings = new Dictionary<string, Ending>(StringComparer.Ordinal);
        foreach (var ending in look.Sources.SelectMany(source => source.Endings))
            endings[Sighting.FingerprintOf(host, ending.Kind, ending.Key)] = ending;
        return endings;
    }

    // Null: the look says nothing of it.
    private FindingChange? SeenGood(Finding finding, Ending? ending, Look look)
    {
        if (ending is not null)
            return Episodes.SeenGood(finding, clearAfter: 1, TimeSpan.Zero, now) with { Reason = PlainText.Line(ending.Reason, LongestReason) };
        // Of what is blind, too, nothing is said by a look at something else.
        var isSilent = look.TellsOnlyChanges && (finding.Kind != CheckKinds.Unknown || (trigger == CycleTrigger.Look && look.Sources.All(source => source.Source != finding.Source)));
        return isSilent || look.WhyBlind(finding.Source) is not null ? null : Episodes.SeenGood(finding, ClearAfter(finding), ClearFor(finding), now);
    }

    private FindingChange Hushed(FindingChange change, Finding? last) => change with
    {
        After = change.After with { Quiet = quiet },
        IsLoudAgain = quiet is null && last is { Quiet: not null } && change.After.State == FindingState.Open,
    };

    private Judgement WithAlerts(
        List<FindingChange> changes, Verdicts.Given verdicts, Dictionary<string, Finding> before, Dictionary<Guid, Finding> after)
    {
        var words = new FindingAlerts(host);
        var isFixed = verdicts.Verifications.Where(v => v.Verdict == Verdict.Fixed).Select(v => v.FindingId).ToHashSet();
        var changed = changes.Select(change => change.After.Id).ToHashSet();
        NewAlert[] alerts = [.. isFixed.Where(id => !changed.Contains(id)).Select(id => words.Fixed(after[id]) with { FindingId = id })];
        return new(
            [.. changes.Select(change => change with
            {
                Alert = isFixed.Contains(change.After.Id)
                    ? words.Fixed(change.After)
                    : words.Of(change, before.GetValueOrDefault(change.After.Fingerprint)),
            })],
            verdicts.Verifications, alerts, verdicts.Unsettled);
    }

    private TimeSpan ClearFor(Finding finding) => finding.Kind == CheckKinds.Unknown ? TimeSpan.Zero : scanner.ClearFor;

    private int ClearAfter(Finding finding) => finding.Kind == CheckKinds.Unknown ? 1 : scanner.ClearAfter;
}
