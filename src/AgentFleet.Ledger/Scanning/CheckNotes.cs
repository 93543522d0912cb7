using AgentFleet.Ledger.Files;

namespace AgentFleet.Ledger.Scanning;

/// <summary>
/// What a check wants to know at its next look, such as how far it has read a log. Written with the findings of the same
/// look, so that a kill in between neither skips a line nor counts it twice.
/// </summary>
internal static class CheckNotes
{
    // One that stays as it is costs no write: a scanner of hundreds of repositories notes something of each, and few of them change.
    private const string Upsert = """
        INSERT INTO check_notes (host, scanner, key, value) VALUES (@host, @scanner, @key, @value)
        ON CONFLICT (host, scanner, key) DO UPDATE SET value = excluded.value WHERE value <> excluded.value
        """;

    public static IReadOnlyDictionary<string, string> Of(LedgerFile ledger, string scanner) => ledger.Read(connection => connection.Rows(
            "SELECT key, value FROM check_notes WHERE host = @host AND scanner = @scanner",
            new { host = ledger.Host, scanner }, row => (Key: row.Text("key"), Value: row.Text("value"))))
        .ToDictionary(note => note.Key, note => note.Value, StringComparer.Ordinal);

    public static void Replace(LedgerWrite write, string scanner, IReadOnlyDictionary<string, string> notes)
    {
        write.Execute(
            "DELETE FROM check_notes WHERE host = @host AND scanner = @scanner AND key NOT IN (SELECT value FROM json_each(@keys))",
            new { host = write.Host, scanner, keys = notes.Keys.ToArray() });
        foreach (var (key, value) in notes)
            write.Execute(Upsert, new { host = write.Host, scanner, key, value });
    }
}
