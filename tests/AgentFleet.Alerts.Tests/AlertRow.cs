using AgentFleet.Ledger.Asking;

namespace AgentFleet.Alerts.Tests;

/// <summary>An alert as anybody who asks the ledger sees it.</summary>
internal sealed record AlertRow(string Key, string State, long Tries, string? LastError)
{
    public static IReadOnlyList<AlertRow> All(LedgerReader reader) =>
        [.. reader.Ask("SELECT dedupe_key, state, tries, last_error FROM alerts ORDER BY dedupe_key").Rows
            .Select(row => new AlertRow((string)row[0]!, (string)row[1]!, (long)row[2]!, (string?)row[3]))];
}
