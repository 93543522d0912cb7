using AgentFleet.Ledger;

namespace AgentFleet.Faults.Tests.Fleets;

/// <summary>
/// One fault that a test makes, from before it is made, as the ledger tells of it. Time is counted in looks, not in seconds:
/// how long a look takes is the machine's affair.
/// </summary>
/// <param name="subject">The scanner, or scanner/thing.</param>
/// <param name="confirmAfter">As the scanner's definition says.</param>
internal sealed class Fault(Fleet fleet, string subject, int confirmAfter = 2)
{
    private readonly string _scanner = subject.Split('/')[0];
    private readonly string _begun = Now();

    private FindingRow? Row => fleet.Ledger.Rows<FindingRow>(
        $"SELECT {FindingRow.Columns} FROM findings WHERE subject = @subject AND kind NOT IN ('flapping', 'unknown') AND first_seen_at >= @_begun ORDER BY id LIMIT 1",
        new { subject, _begun }) is [var row, ..] ? row : null;

    /// <summary>To be called when the test has made it: waits until it was found and believed, by the first looks that could.</summary>
    public async Task<FindingRow> FoundAsync()
    {
        var made = Now();
        await fleet.UntilAsync($"{subject} was found", () => Row is { OpenedAt: not null });
        var found = Row!;
        Looks("started_at > @time AND completed_at < @FirstSeenAt", found, made).ShouldBe(0, $"looks that did not see {subject}\n{fleet.Account()}");
        Looks("started_at <= @OpenedAt AND completed_at >= @FirstSeenAt", found, made).ShouldBe(confirmAfter, $"looks until {subject} was believed\n{fleet.Account()}");
        return found;
    }

    /// <summary>To be called when the test has undone it: waits until the first look after that has resolved it. Nobody else did anything.</summary>
    public async Task ClearedAsync()
    {
        var undone = Now();
        await fleet.UntilAsync($"{subject} was cleared", () => Row is { State: "resolved" });
        var cleared = Row!;
        Looks("started_at > @time AND completed_at < @ResolvedAt", cleared, undone).ShouldBe(0, $"looks that did not see that {subject} was well\n{fleet.Account()}");
        fleet.Ledger.Number("SELECT count(*) FROM fix_attempts WHERE finding_id = @Id", cleared).ShouldBe(0);
        ShouldHaveTold($"finding.opened:{cleared.Id}", $"finding.cleared:{cleared.Id}");
    }

    /// <summary>Waits until a policy has cured it in one attempt and the second look has proved that.</summary>
    public async Task ProvedAsync(string policy)
    {
        await fleet.UntilAsync($"{subject} was cured", () =>
            Row is { State: "resolved", Id: var id } && fleet.Ledger.Number("SELECT count(*) FROM work_orders WHERE finding_id = @id AND state = 'done'", new { id }) == 1);
        var cured = Row!;
        fleet.Ledger.Texts(
            "SELECT a.policy || ' ' || a.outcome || ' ' || v.verdict FROM fix_attempts a LEFT JOIN verifications v ON v.attempt_id = a.id WHERE a.finding_id = @Id", cured)
            .ShouldBe([$"{policy} succeeded fixed"], fleet.Account());
        ShouldHaveTold($"finding.fixed:{cured.Id}");
    }

    private void ShouldHaveTold(params string[] keys) => fleet.Ledger.Texts(
        "SELECT dedupe_key FROM alerts WHERE finding_id = @Id ORDER BY id", Row).ShouldBe(keys, fleet.Account());

    private long Looks(string which, FindingRow row, string time) => fleet.Ledger.Number(
        $"SELECT count(*) FROM cycles WHERE scanner = @_scanner AND {which}", new { _scanner, time, row.FirstSeenAt, row.OpenedAt, row.ResolvedAt });

    private static string Now() => Times.Text(TimeProvider.System.GetUtcNow());
}
