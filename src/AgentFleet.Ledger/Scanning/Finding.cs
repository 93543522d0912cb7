using AgentFleet.Ledger.Files;

namespace AgentFleet.Ledger.Scanning;

/// <summary>How bad a finding is.</summary>
public enum Severity
{
    Info,
    Warning,
    Critical,
}

/// <summary>The scanner's word on a finding.</summary>
public enum FindingState
{
    /// <summary>Seen, but not often enough in a row to be believed.</summary>
    Pending,

    /// <summary>Confirmed, and still there at the last complete look.</summary>
    Open,

    /// <summary>Gone, by a complete look.</summary>
    Resolved,
}

/// <summary>
/// What is wrong: one episode of one trouble. The fingerprint (host, kind, subject) stays the same from episode to
/// episode; the id does not.
/// </summary>
public sealed record Finding
{
    public required Guid Id { get; init; }

    public required string Scanner { get; init; }

    /// <summary>The part of the scanner that saw it; only a complete look of this part can say that it is gone.</summary>
    public required string Source { get; init; }

    public required string Fingerprint { get; init; }

    /// <summary>1 the first time, one more each time it comes back after it was resolved.</summary>
    public required int Episode { get; init; }

    public required string Kind { get; init; }

    public required string Subject { get; init; }

    public required string Title { get; init; }

    public required Severity Severity { get; init; }

    public required FindingState State { get; init; }

    /// <summary>The policy that the scanner's definition names; null: alert only, or matched by a policy itself.</summary>
    public string? Policy { get; init; }

    public required DateTimeOffset FirstSeenAt { get; init; }

    public required DateTimeOffset LastSeenAt { get; init; }

    /// <summary>When it was confirmed; null for one that never was.</summary>
    public DateTimeOffset? OpenedAt { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>Bad looks in a row.</summary>
    public required int BadLooks { get; init; }

    /// <summary>Good looks in a row since the last bad one.</summary>
    public required int GoodLooks { get; init; }

    /// <summary>The last looks, the newest last: <c>1</c> bad, <c>0</c> good; null when all of them were good.</summary>
    public string? Looks { get; init; }

    /// <summary>Why nobody is told of it and nothing is tried; null when nothing keeps it quiet.</summary>
    public string? Quiet { get; init; }

    /// <summary>Why it is nobody's order to fix it; null when it may be fixed.</summary>
    public string? Refused { get; init; }

    /// <summary>Among equally severe ones the lower is worked on first.</summary>
    public int Rank { get; init; }

    /// <summary>When it began by its source's own account; null when the source does not say.</summary>
    public DateTimeOffset? FiledAt { get; init; }

    /// <summary>Numbers and units that show it, as a JSON object. Strangers may have written parts of it.</summary>
    public required string Evidence { get; init; }

    internal const string Columns = """
        f.id, f.scanner, f.source, f.fingerprint, f.episode, f.kind, f.subject, f.title, f.severity, f.state, f.policy,
        f.first_seen_at, f.last_seen_at, f.opened_at, f.resolved_at, f.bad_looks, f.good_looks, f.looks, f.quiet, f.evidence,
        f.refused, f.rank, f.filed_at
        """;

    internal static Finding Read(Row row) => new()
    {
        Id = row.Id("id"),
        Scanner = row.Text("scanner"),
        Source = row.Text("source"),
        Fingerprint = row.Text("fingerprint"),
        Episode = row.Int("episode"),
        Kind = row.Text("kind"),
        Subject = row.Text("subject"),
        Title = row.Text("title"),
        Severity = row.Word<Severity>("severity"),
        State = row.Word<FindingState>("state"),
        Policy = row.TextOrNull("policy"),
        FirstSeenAt = row.Time("first_seen_at"),
        LastSeenAt = row.Time("last_seen_at"),
        OpenedAt = row.TimeOrNull("opened_at"),
        ResolvedAt = row.TimeOrNull("resolved_at"),
        BadLooks = row.Int("bad_looks"),
        GoodLooks = row.Int("good_looks"),
        Looks = row.TextOrNull("looks"),
        Quiet = row.TextOrNull("quiet"),
        Refused = row.TextOrNull("refused"),
        Rank = row.Int("rank"),
        FiledAt = row.TimeOrNull("filed_at"),
        Evidence = row.Text("evidence"),
    };
}
