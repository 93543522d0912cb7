using AgentFleet.Ledger.Files;
using AgentFleet.Ledger.Scanning;

namespace AgentFleet.Supervisor.Tests.Loops;

/// <summary>Plays the scanner: each watched file that exists is an open finding, and each look judges the attempts before it.</summary>
internal sealed class FileScanner(LedgerFile ledger, TimeProvider clock)
{
    private const string Name = "files";

    private readonly CycleStore _cycles = new(ledger);
    private readonly List<Watched> _watched = [];

    public void Watch(Watched watched) => _watched.Add(watched);

    public Watched this[string subject] => _watched.Single(w => w.Subject == subject);

    /// <summary>The last episode of a subject's finding.</summary>
    public Finding Finding(string subject) => _cycles.Known(Name).Single(f => f.Subject == subject);

    public void Scan()
    {
        var cycle = _cycles.Begin(Name, CycleTrigger.Schedule);
        var known = _cycles.Known(Name).ToDictionary(f => f.Subject);
        var changes = _watched.Select(w => Look(w, known.GetValueOrDefault(w.Subject))).OfType<FindingChange>().ToList();
        var verdicts = cycle.Awaiting.Select(a => Judge(a, known.Values.SingleOrDefault(f => f.Id == a.FindingId))).ToList();
        _cycles.Finish(cycle, new([new(Name, _watched.Count, null)], changes, verdicts, _watched.Count(w => w.IsInTrouble)));
    }

    private FindingChange? Look(Watched watched, Finding? last)
    {
        var now = clock.GetUtcNow();
        var isLive = last is { State: not FindingState.Resolved };
        return (watched.IsInTrouble, isLive) switch
        {
            (true, true) => new(
                last! with { LastSeenAt = now, BadLooks = last.BadLooks + 1, Evidence = watched.EvidenceText, Refused = watched.Refused }, ChangeKind.SeenAgain),
            (true, false) => new(Open(watched, 1 + (last?.Episode ?? 0), now), last is null ? ChangeKind.Opened : ChangeKind.Reopened),
            (false, true) => new(last! with { State = FindingState.Resolved, ResolvedAt = now, GoodLooks = 1 }, ChangeKind.Resolved),
            _ => null,
        };
    }

    private Verification Judge(AwaitingLook awaiting, Finding? finding) => finding is null
        ? new(awaiting.AttemptId, awaiting.FindingId, Verdict.Unknown, "nobody looks at it")
        : new(awaiting.AttemptId, awaiting.FindingId, this[finding.Subject].IsInTrouble ? Verdict.NotFixed : Verdict.Fixed, null);

    private static Finding Open(Watched watched, int episode, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Scanner = Name,
        Source = Name,
        Fingerprint = $"host-1/file/{watched.Subject}",
        Episode = episode,
        Kind = watched.Kind,
        Subject = watched.Subject,
        Title = watched.Title,
        Severity = Severity.Warning,
        State = FindingState.Open,
        Policy = watched.Policy,
        FirstSeenAt = now,
        LastSeenAt = now,
        OpenedAt = now,
        BadLooks = 1,
        GoodLooks = 0,
        Evidence = watched.EvidenceText,
        Refused = watched.Refused,
    };
}
