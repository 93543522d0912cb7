using AgentFleet.Ledger.Scanning;
using AgentFleet.Scanner.Checks;

namespace AgentFleet.Scanner.Judging;

/// <summary>What a look says about attempts. Nobody else's word counts.</summary>
/// <param name="after">The findings as they stand after the look.</param>
/// <param name="sightings">What it saw that is bad, by fingerprint.</param>
internal sealed class Verdicts(Dictionary<Guid, Finding> after, Dictionary<string, Sighting> sightings, Look look)
{
    public sealed record Given(IReadOnlyList<Verification> Verifications, bool Unsettled);

    public Given On(IReadOnlyList<AwaitingLook> awaiting)
    {
        Verification[] verifications = [.. awaiting.Select(On).OfType<Verification>()];
        return new(verifications, verifications.Length < awaiting.Count);
    }

    /// <summary>Null when it looks good, but not often enough yet.</summary>
    private Verification? On(AwaitingLook attempt)
    {
        if (!after.TryGetValue(attempt.FindingId, out var finding))
            return Say(Verdict.Unknown, "the finding was resolved before this look, and its trouble is back as a new episode");
        if (sightings.TryGetValue(finding.Fingerprint, out var sighting))
            return Say(Verdict.NotFixed, sighting.Title);
        if (finding.State == FindingState.Resolved)
            return Say(Verdict.Fixed, null);
        return look.WhyBlind(finding.Source) is { } why ? Say(Verdict.Unknown, why) : null;

        Verification Say(Verdict verdict, string? reason) => new(attempt.AttemptId, attempt.FindingId, verdict, reason);
    }
}
