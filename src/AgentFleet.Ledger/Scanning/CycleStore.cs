using AgentFleet.Ledger.Alerting;
using AgentFleet.Ledger.Files;

namespace AgentFleet.Ledger.Scanning;

/// <summary>
/// The scanner's writing side: cycles, findings, verifications. The caller holds the scanner's lock from
/// <see cref="Begin"/> to <see cref="Finish"/>, so a cycle found running at Begin was left by one that died.
/// </summary>
public sealed class CycleStore(LedgerFile ledger)
{
    private const string Actor = "scanner";

    private const string InsertCycle = """
        INSERT INTO cycles (id, host, scanner, trigger, started_at, status) VALUES (@id, @host, @scanner, @trigger, @now, 'running')
        """;

    private const string FinishCycle = """
        UPDATE cycles SET status = @status, completed_at = @now, error = @error,
          seen = @seen, opened = @opened, reopened = @reopened, resolved = @resolved
        WHERE id = @id AND status = 'running'
        """;

    private const string InsertSource = """
        INSERT INTO cycle_sources (cycle_id, source, complete, subjects, error) VALUES (@cycle, @Source, @Complete, @Subjects, @Error)
        """;

    // Nothing came of them, and nobody refers to them; the first of each hour (later: of each day) stays as the record that
    // the scanner did look.
    private const string UneventfulSql = """
        SELECT c.id FROM cycles c
        WHERE c.scanner = @scanner AND c.host = @host AND c.started_at < @before AND c.trigger = 'schedule' AND c.status = 'complete'
          AND c.opened = 0 AND c.reopened = 0 AND c.resolved = 0
          AND NOT EXISTS (SELECT 1 FROM verifications v WHERE v.cycle_id = c.id)
          AND EXISTS (SELECT 1 FROM cycles e WHERE e.scanner = c.scanner AND e.host = c.host AND e.started_at < c.started_at
                        AND e.started_at >= substr(c.started_at, 1, @length))
        LIMIT @most
        """;

    private const string AwaitingSql = """
        SELECT a.id AS attempt_id, a.finding_id, f.scanner, a.ended_at, a.outcome <> 'canceled' AS ran FROM fix_attempts a JOIN findings f ON f.id = a.finding_id
        WHERE a.wants_look = 1 AND NOT EXISTS (SELECT 1 FROM verifications v WHERE v.attempt_id = a.id)
        """;

    private const string InsertVerification = """
        INSERT INTO verifications (attempt_id, cycle_id, verdict, reason, at) VALUES (@attempt, @cycle, @verdict, @reason, @now)
        ON CONFLICT (attempt_id) DO NOTHING
        """;

    /// <summary>Begins a cycle of one scanner, and marks one that died in the middle as abandoned.</summary>
    public Cycle Begin(string scanner, CycleTrigger trigger) => ledger.Write(write =>
    {
        Abandon(write, scanner);
        var id = Guid.CreateVersion7(write.Now);
        write.Execute(InsertCycle, new { id = id.ToString(), host = write.Host, scanner, trigger = Words.Of(trigger), now = Times.Text(write.Now) });
        return new Cycle(id, scanner, write.Now, write.Rows(AwaitingSql + " AND f.scanner = @scanner", new { scanner }, ReadAwaiting));
    });

    /// <summary>Scanners of this host that have a cycle which has not ended.</summary>
    public IReadOnlyList<string> Running() => ledger.Read(connection => connection.Rows(
        "SELECT scanner FROM cycles WHERE status = 'running' AND host = @host", new { host = ledger.Host }, row => row.Text("scanner")));

    /// <summary>Marks the cycle of a scanner that died in the middle; the caller holds that scanner's lock.</summary>
    public void Abandon(string scanner) => ledger.Write(write => Abandon(write, scanner));

    private static void Abandon(LedgerWrite write, string scanner)
    {
        var dead = write.Rows(
            "UPDATE cycles SET status = 'abandoned', completed_at = @now WHERE host = @host AND scanner = @scanner AND status = 'running' RETURNING id",
            new { host = write.Host, scanner, now = Times.Text(write.Now) }, row => row.Text("id"));
        foreach (var cycle in dead)
            write.Record(new(Actor, "cycle.abandoned", cycle));
    }

    /// <summary>The findings of a scanner that are pending or open, and the last episode of each that is neither.</summary>
    public IReadOnlyList<Finding> Known(string scanner) => ledger.Read(connection => connection.Rows(
        $"""
        SELECT {Finding.Columns} FROM findings f
        WHERE f.scanner = @scanner AND f.host = @host
          AND f.episode = (SELECT max(e.episode) FROM findings e WHERE e.fingerprint = f.fingerprint)
        """,
        new { scanner, host = ledger.Host }, Finding.Read));

    /// <summary>Why a finding is kept quiet that the trouble of a subject explains.</summary>
    public static string Explained(string subject) => subject + " explains it";

    /// <summary>
    /// The subjects of this host, or all of these scanners, that are in trouble or may be, but for those that
    /// <paramref name="scanner"/> itself explains: of two that explain each other one has to be told.
    /// </summary>
    public IReadOnlyList<string> InTrouble(IReadOnlyList<string> scannersOrSubjects, string scanner) => ledger.Read(connection => connection.Rows(
        """
        SELECT subject FROM findings WHERE host = @host AND state <> 'resolved'
          AND (scanner IN (SELECT value FROM json_each(@wanted)) OR subject IN (SELECT value FROM json_each(@wanted)))
          AND (quiet IS NULL OR (quiet <> @own AND quiet NOT LIKE @ownThings)) ORDER BY first_seen_at
        """,
        new { host = ledger.Host, wanted = scannersOrSubjects, own = Explained(scanner), ownThings = Explained(scanner + "/%") }, row => row.Text("subject")));

    /// <summary>What the check of a scanner noted at its last look.</summary>
    public IReadOnlyDictionary<string, string> Notes(string scanner) => CheckNotes.Of(ledger, scanner);

    /// <summary>Attempts of any scanner's findings that wait for a look.</summary>
    public IReadOnlyList<AwaitingLook> Awaiting() =>
        ledger.Read(connection => connection.Rows(AwaitingSql, null, ReadAwaiting));

    /// <summary>Writes all that a cycle found, in one transaction, and wakes the supervisor.</summary>
    /// <exception cref="InvalidOperationException">When the cycle has ended already: what it saw is out of date.</exception>
    public void Finish(Cycle cycle, CycleResult result) => ledger.Write(write =>
    {
        var ended = write.Execute(FinishCycle, new
        {
            id = cycle.Id.ToString(),
            status = Words.Of(result.Status),
            now = Times.Text(write.Now),
            error = result.Sources.FirstOrDefault(s => !s.Complete) is { } blind ? CycleResult.Said(cycle.Scanner, blind.Source, blind.Error!) : null,
            seen = result.Seen,
            opened = result.Changes.Count(c => c.Kind == ChangeKind.Opened),
            reopened = result.Changes.Count(c => c.Kind == ChangeKind.Reopened),
            resolved = result.Changes.Count(c => c.Kind == ChangeKind.Resolved),
        });
        if (ended == 0)
            throw new InvalidOperationException($"the cycle {cycle.Id} of {cycle.Scanner} has ended already");

        foreach (var source in result.Sources)
            write.Execute(InsertSource, new { cycle = cycle.Id.ToString(), source.Source, source.Complete, source.Subjects, source.Error });
        foreach (var change in result.Changes)
            FindingWrites.Apply(write, change);
        foreach (var verification in result.Verifications)
            Write(write, verification, cycle.Id);
        foreach (var alert in result.Alerts)
            Outbox.Append(write, alert);
        SampleStore.Append(write, cycle.Scanner, result.Samples);
        if (result.Notes is { } notes)
            CheckNotes.Replace(write, cycle.Scanner, notes);
        if (result.Changes.Count > 0 || result.Verifications.Count > 0)
            write.WillRing(Bell.Findings);
    });

    /// <summary>
    /// Forgets looks that found nothing new: after two days all but one an hour, after a month all but one a day. One short
    /// transaction a step, and as many looks gone; the caller pauses between steps, so that nobody waits for long.
    /// </summary>
    public IEnumerable<int> Thin(DateTimeOffset now)
    {
        foreach (var scanner in ledger.Read(connection => connection.Rows(
            $"{ScannerNames.With} SELECT scanner FROM names WHERE scanner IS NOT NULL", null, row => row.Text("scanner"))))
        {
            foreach (var gone in ThinTo("yyyy-MM-ddTHH".Length, scanner, now - TimeSpan.FromDays(2)))
                yield return gone;
            foreach (var gone in ThinTo("yyyy-MM-dd".Length, scanner, now - TimeSpan.FromDays(30)))
                yield return gone;
        }
    }

    private IEnumerable<int> ThinTo(int length, string scanner, DateTimeOffset before)
    {
        const int most = 1000;
        int gone;
        do
        {
            yield return gone = ledger.Write(write => Forget(write, write.Rows(
                UneventfulSql, new { scanner, host = write.Host, before = Times.Text(before), length, most }, row => row.Text("id"))));
        }
        while (gone == most);
    }

    private static int Forget(LedgerWrite write, List<string> cycles)
    {
        if (cycles.Count == 0)
            return 0;
        write.Execute("DELETE FROM cycle_sources WHERE cycle_id IN (SELECT value FROM json_each(@cycles))", new { cycles });
        return write.Execute("DELETE FROM cycles WHERE id IN (SELECT value FROM json_each(@cycles))", new { cycles });
    }

    /// <summary>The scanners of this host that have findings which are not resolved.</summary>
    public IReadOnlyList<string> WithLiveFindings() => ledger.Read(connection => connection.Rows(
        "SELECT DISTINCT scanner FROM findings WHERE state <> 'resolved' AND host = @host", new { host = ledger.Host }, row => row.Text("scanner")));

    /// <summary>
    /// Open findings of this host that a policy should take care of, or that somebody who may has ordered, but that no supervisor
    /// has taken since then; neither muted nor told of before under <paramref name="dedupeKey"/> and their id.
    /// </summary>
    public IReadOnlyList<Finding> Unattended(DateTimeOffset openedBefore, string dedupeKey) => ledger.Read(connection => connection.Rows(
        $"""
        SELECT {Finding.Columns} FROM findings f
        WHERE f.state = 'open' AND f.quiet IS NULL AND f.refused IS NULL AND (f.policy IS NOT NULL OR f.kind = @order) AND f.host = @host AND f.opened_at < @before
          AND NOT EXISTS (SELECT 1 FROM events e WHERE e.subject = f.id AND e.kind = 'finding.admitted' AND e.at >= @before)
          AND NOT EXISTS (SELECT 1 FROM work_orders w WHERE w.finding_id = f.id)
          AND NOT EXISTS (SELECT 1 FROM holds h WHERE h.kind = 'mute' AND h.target = f.fingerprint AND h.lifted_at IS NULL)
          AND NOT EXISTS (SELECT 1 FROM alerts a WHERE a.dedupe_key = @dedupeKey || f.id)
        """,
        new { host = ledger.Host, before = Times.Text(openedBefore), dedupeKey, order = GitHubKinds.Issue }, Finding.Read));

    /// <summary>Resolves what a scanner has found, because its definition was taken away and nobody will look again.</summary>
    public void Retire(string scanner) => ledger.Write(write =>
    {
        var retired = write.Rows(
            """
            UPDATE findings SET state = 'resolved', resolved_at = @now WHERE scanner = @scanner AND host = @host AND state <> 'resolved'
            RETURNING id, title
            """,
            new { scanner, host = write.Host, now = Times.Text(write.Now) }, row => (Id: row.Text("id"), Title: row.Text("title")));
        foreach (var (id, title) in retired)
            write.Record(new(Actor, "finding.retired", id) { Data = new() { ["title"] = title, ["reason"] = $"the scanner {scanner} was removed" } });
        write.WillRing(Bell.Findings);
    });

    /// <summary>Resolves what was found under another name of this machine, under which no scanner has looked since.</summary>
    public void RetireElsewhere(DateTimeOffset since) => ledger.Write(write =>
    {
        var retired = write.Rows(
            """
            UPDATE findings SET state = 'resolved', resolved_at = @now WHERE state <> 'resolved' AND host <> @host
              AND host NOT IN (SELECT host FROM cycles WHERE started_at > @since)
            RETURNING id, title, host
            """,
            new { host = write.Host, now = Times.Text(write.Now), since = Times.Text(since) }, row => (Id: row.Text("id"), Title: row.Text("title"), Host: row.Text("host")));
        foreach (var (id, title, host) in retired)
            write.Record(new(Actor, "finding.retired", id) { Data = new() { ["title"] = title, ["reason"] = $"nobody looks at {host} any more" } });
        if (retired.Count > 0)
            write.WillRing(Bell.Findings);
    });

    /// <summary>Says that a look can never happen, because nothing looks at this finding any more.</summary>
    public void CannotLook(AwaitingLook awaiting, string reason) => ledger.Write(write =>
    {
        Write(write, new(awaiting.AttemptId, awaiting.FindingId, Verdict.Unknown, reason), cycle: null);
        write.WillRing(Bell.Findings);
    });

    private static void Write(LedgerWrite write, Verification verification, Guid? cycle)
    {
        var verdict = Words.Of(verification.Verdict);
        var first = write.Execute(InsertVerification, new
        {
            attempt = verification.AttemptId.ToString(),
            cycle = cycle?.ToString(),
            verdict,
            reason = verification.Reason,
            now = Times.Text(write.Now),
        }) == 1;
        if (!first)
            return;
        write.Record(new(Actor, "attempt.verified", verification.AttemptId.ToString())
        {
            Data = new() { ["finding"] = verification.FindingId.ToString(), ["verdict"] = verdict, ["reason"] = verification.Reason },
        });
    }

    private static AwaitingLook ReadAwaiting(Row row) => new(row.Id("attempt_id"), row.Id("finding_id"), row.Text("scanner"), row.Time("ended_at")) { Ran = row.Flag("ran") };
}
