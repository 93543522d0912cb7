using AgentFleet.Ledger.Scanning;
using AgentFleet.Scanner.Checks;

namespace AgentFleet.Scanner.Judging;

/// <summary>What a look says about attempts. Nobody else's word counts.</summary>
/// <param name="after">The findings as they stand after the look.</param>
/// <param name="sightings">What it saw that is bad, by fingerprint.</param>
/// <param name="endings">What it saw to be over, by fingerprint.</param>
/// <param name="clearAfter">Good looks that are enough.</param>
internal sealed class Verdicts(
    Dictionary<Guid, Finding> after, Dictionary<string, Sighting> sightings, Dictionary<string, Ending> endings, Look look, int clearAfter, DateTimeOffset now)
{
    // What an attempt restarted may need a while until it can be looked at again.
    private static readonly TimeSpan PatienceWithBlindness = TimeSpan.FromMinutes(10);

    // For so long what was counted since the last look may be new a second later.
    private static readonly TimeSpan SoonAfter = TimeSpan.FromSeconds(5);

    // Such as for a run that is under way.
    private static readonly TimeSpan PatienceWithSilence = TimeSpan.FromDays(1);

    public sealed record Given(IReadOnlyList<Verification> Verifications, bool Unsettled);

    public Given On(IReadOnlyList<AwaitingLook> awaiting)
    {
        Verification[] verifications = [.. awaiting.Select(On).OfType<Verification>()];
        var judged = verifications.Select(verification => verification.AttemptId).ToHashSet();
        return new(verifications, awaiting.Any(attempt => !judged.Contains(attempt.AttemptId) && !HasToWait(attempt)));
    }

    // One that is blind now will hardly see a second later, one that tells only of changes will hardly have one, and one that must
    // be well for a while, or is an average of one, is so by time only: they are asked again at the listener's pace.
    private bool HasToWait(AwaitingLook attempt) =>
        look.TellsOnlyChanges || WhyBlind(attempt) is not null
        || (after.TryGetValue(attempt.FindingId, out var finding)
            && ((finding.State == FindingState.Open && finding.GoodLooks >= clearAfter) || IsOfLongBefore(attempt, finding)));

    private bool IsOfLongBefore(AwaitingLook attempt, Finding finding) =>
        now - attempt.EndedAt > SoonAfter && sightings.TryGetValue(finding.Fingerprint, out var sighting) && sighting.Since < attempt.EndedAt;

    private string? WhyBlind(AwaitingLook attempt) =>
        after.TryGetValue(attempt.FindingId, out var finding) ? look.WhyBlind(finding.Source) : null;

    /// <summary>
    /// Null when it looks good, but not often or long enough yet, when the look was blind and a later one may see, and when
    /// what is bad was counted since before the attempt's end.
    /// </summary>
    private Verification? On(AwaitingLook attempt)
    {
        // It has cured nothing, whatever has become of the finding meanwhile.
        if (!attempt.Ran)
            return WhyBlind(attempt) is null || now - attempt.EndedAt > PatienceWithBlindness ? Say(Verdict.Unknown, "it never ran") : null;
        if (!after.TryGetValue(attempt.FindingId, out var finding))
            return Say(Verdict.Unknown, "the finding was resolved before this look, and its trouble is back as a new episode");
        if (sightings.TryGetValue(finding.Fingerprint, out var sighting))
            return sighting.Since < attempt.EndedAt ? null : Say(Verdict.NotFixed, sighting.Title);
        if (endings.TryGetValue(finding.Fingerprint, out var ending))
            return ending.IsCure ? Say(Verdict.Fixed, null) : Say(Verdict.Unknown, ending.Reason);
        if (WhyBlind(attempt) is { } why)
            return now - attempt.EndedAt > PatienceWithBlindness ? Say(Verdict.Unknown, why) : null;
        if (look.TellsOnlyChanges)
            return OnSilence(attempt, finding);
        return finding.State == FindingState.Resolved ? Say(Verdict.Fixed, null) : null;

        Verification Say(Verdict verdict, string? reason) => Verdicts.Say(attempt, verdict, reason);
    }

    // The source does not mention it: it was over before, by whatever, or nothing can be said of it yet.
    private Verification? OnSilence(AwaitingLook attempt, Finding finding) => finding.State == FindingState.Resolved
        ? Say(attempt, Verdict.Unknown, "it was over before the attempt had ended")
        : now - attempt.EndedAt > PatienceWithSilence ? Say(attempt, Verdict.Unknown, "nothing could be said of it for a day") : null;

    private static Verification Say(AwaitingLook attempt, Verdict verdict, string? reason) => new(attempt.AttemptId, attempt.FindingId, verdict, reason);
}
