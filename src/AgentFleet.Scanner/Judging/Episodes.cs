using AgentFleet.Ledger.Scanning;

namespace AgentFleet.Scanner.Judging;

/// <summary>The life of a finding: pending, open, resolved, and as a new episode again.</summary>
internal static class Episodes
{
    public static FindingChange SeenBad(Finding? before, Sighting seen, string scanner, DateTimeOffset now)
    {
        var episode = before switch
        {
            null => Begin(seen, scanner, 1, now),
            { State: FindingState.Resolved, OpenedAt: not null } => Begin(seen, scanner, before.Episode + 1, now) with { Looks = before.Looks },
            // It was withdrawn before anybody heard of it: the same episode begins once more.
            { State: FindingState.Resolved } => before with { State = FindingState.Pending, ResolvedAt = null, FirstSeenAt = now, BadLooks = 0 },
            _ => before,
        };
        var after = episode with
        {
            Source = seen.Source,
            Subject = seen.Subject,
            Title = seen.Title,
            Severity = seen.Severity,
            Policy = seen.Policy,
            Evidence = seen.Evidence,
            Refused = seen.Refused,
            Rank = seen.Rank,
            FiledAt = seen.FiledAt,
            LastSeenAt = now,
            BadLooks = episode.BadLooks + 1,
            GoodLooks = 0,
        };
        if (after.State == FindingState.Open)
            return new(after, WhatChanged(before!, after));
        if (after.BadLooks >= seen.ConfirmAfter)
            return new(after with { State = FindingState.Open, OpenedAt = now }, after.Episode > 1 ? ChangeKind.Reopened : ChangeKind.Opened);
        return new(after, after.BadLooks == 1 ? ChangeKind.Appeared : ChangeKind.SeenAgain);
    }

    private static ChangeKind WhatChanged(Finding before, Finding after) => (before.Refused, after.Refused) switch
    {
        (null, not null) => ChangeKind.Refused,
        (not null, null) => ChangeKind.Admitted,
        _ => after.Severity == before.Severity ? ChangeKind.SeenAgain : ChangeKind.SeverityChanged,
    };

    /// <summary>Seen to be well, or no longer seen at all, by a look that can be believed.</summary>
    /// <param name="clearFor">How long ago it must have been seen bad; a clock that was put back since then does not matter.</param>
    public static FindingChange SeenGood(Finding before, int clearAfter, TimeSpan clearFor, DateTimeOffset now)
    {
        var after = before with { BadLooks = 0, GoodLooks = before.GoodLooks + 1 };
        var resolved = after with { State = FindingState.Resolved, ResolvedAt = now };
        if (before.State == FindingState.Pending)
            return new(resolved, ChangeKind.Withdrawn);
        var isLongEnough = now - before.LastSeenAt >= clearFor || now < before.LastSeenAt;
        return after.GoodLooks >= clearAfter && isLongEnough ? new(resolved, ChangeKind.Resolved) : new(after, ChangeKind.SeenGood);
    }

    private static Finding Begin(Sighting seen, string scanner, int episode, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Scanner = scanner,
        Source = seen.Source,
        Fingerprint = seen.Fingerprint,
        Episode = episode,
        Kind = seen.Kind,
        Subject = seen.Subject,
        Title = seen.Title,
        Severity = seen.Severity,
        State = FindingState.Pending,
        FirstSeenAt = now,
        LastSeenAt = now,
        BadLooks = 0,
        GoodLooks = 0,
        Evidence = seen.Evidence,
    };
}
