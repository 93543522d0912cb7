using System.Globalization;
using AgentFleet.Ledger;

namespace AgentFleet.Faults.Tests.Fleets;

/// <summary>What can be held back from outside.</summary>
internal enum Held
{
    /// <summary>Plugins, in the middle of their look.</summary>
    Looks,

    /// <summary>Runs, in the middle of their work.</summary>
    Runs,

    /// <summary>Runs before they pass their gate; needs <see cref="Fleet.StartSupervisorWithSlowStarts"/>.</summary>
    Starts,
}

internal sealed partial class Fleet
{
    // What must have come to its end.
    private const string Unsettled = """
        SELECT (SELECT count(*) FROM findings WHERE state <> 'resolved' AND policy IS NOT NULL)
             + (SELECT count(*) FROM work_orders WHERE state <> 'done')
             + (SELECT count(*) FROM fix_attempts WHERE ended_at IS NULL)
             + (SELECT count(*) FROM fix_attempts a WHERE a.wants_look = 1 AND NOT EXISTS (SELECT 1 FROM verifications v WHERE v.attempt_id = a.id))
             + (SELECT count(*) FROM alerts WHERE state = 'pending' AND @delivers)
        """;

    /// <summary>How many starts of runs have come so far to the slow setsid, held or not.</summary>
    public int Starts => CountLines("starts");

    /// <summary>How many looks of plugins have begun.</summary>
    public int Looks => CountLines("looks");

    public void Hold(Held what) => File.WriteAllText(HoldFile(what), "");

    public void Release(Held what) => File.Delete(HoldFile(what));

    public Task UntilAsync(string what, Func<bool> holds) => Patience.UntilAsync(holds, what, Account);

    public Task UntilAsync(string what, string sql) => UntilAsync(what, () => Ledger.Number(sql) > 0);

    /// <summary>Waits until every trouble that was planted was found and nothing is left to be done.</summary>
    public Task SettleAsync() => Patience.UntilAsync(
        () => Ledger.Number("SELECT count(*) FROM findings WHERE policy IS NOT NULL") >= Planted.Count
            && Ledger.Number(Unsettled, new { delivers = Plan.Ntfy is not null }) == 0
            // What a dead scanner began is abandoned by the next cycle, which may be a second away.
            && Ledger.Number("SELECT count(*) FROM cycles WHERE status = 'running' AND started_at < @since", new { since = Times.Text(ScannerSince) }) == 0,
        "everything was fixed and told", Account);

    /// <summary>What is known of the fleet, for whoever reads a failure.</summary>
    public string Account()
    {
        string[] parts =
        [
            $"seed {_seed.ToString(CultureInfo.InvariantCulture)}",
            .. Tell("SELECT 'finding ' || subject || ' ' || id || ' ' || state || ' seen ' || last_seen_at FROM findings ORDER BY id"),
            .. Tell("SELECT 'order ' || finding_id || ' ' || state || ' ' || coalesce(reason, '') || ' ' || coalesce(next_attempt_at, '') FROM work_orders"),
            .. Tell("SELECT 'attempt ' || id || ' of ' || finding_id || ' ' || coalesce(outcome, 'live') || ' ' || coalesce(outcome_reason, '') FROM fix_attempts"),
            .. Tell("SELECT 'alert ' || dedupe_key || ' ' || state || ' tries ' || tries || ' ' || coalesce(last_error, '') FROM alerts"),
            .. Tell("SELECT 'cycle ' || scanner || ' ' || trigger || ' ' || started_at || ' ' || status FROM cycles ORDER BY started_at DESC LIMIT 20"),
            .. Journal.Lines.Select(line => string.Join(' ', line)),
            .. _services.Select(s => $"-- service {s.Pid} alive {s.IsAlive}\n{s.Said}"),
        ];
        return string.Join('\n', parts);
    }

    private IEnumerable<string> Tell(string sql)
    {
        try
        {
            return Ledger.Texts(sql);
        }
        catch (Exception e) when (e is Microsoft.Data.Sqlite.SqliteException or InvalidOperationException)
        {
            return [$"the ledger says: {e.Message}"];
        }
    }

    private int CountLines(string name) => File.Exists(_folder.File(name)) ? File.ReadLines(_folder.File(name)).Count() : 0;

    private string HoldFile(Held what) => _folder.File($"hold-{what.ToString().ToLowerInvariant()}");
}
