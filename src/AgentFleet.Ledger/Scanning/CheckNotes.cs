using AgentFleet.Ledger.Files;

namespace AgentFleet.Ledger.Scanning;

/// <summary>
/// What a check wants to know at its next look, such as how far it has read a log. Written with the findings of the same
/// look, so that a kill in between neither skips a line nor counts it twice.
/// </summary>
internal static class CheckNotes
{
    public static IReadOnlyDictionary<string, string> Of(LedgerFile ledger, string scanner) => ledger.Read(connection => connection.Rows(
            "SELECT key, value FROM check_notes WHERE host = @host AND scanner = @scanner",
            new { host = ledger.Host, scanner }, row => (Key: row.Text("key"), Value: row.Text("value"))))
        .ToDictionary(note => note.Key, note => note.Value, StringComparer.Ordinal);

    public static void Replace(LedgerWrite write, string scanner, IReadOnlyDictionary<string, string> notes)
    {
        write.Execute("DELETE FROM check_notes WHERE host = @host AND scanner = @scanner", new { host = write.Host, scanner });
        foreach (var (key, value) in notes)
        {
            write.Execute(
                "INSERT INTO check_notes (host, scanner, key, value) VALUES (@host, @scanner, @key, @value)",
                new { host = write.Host, scanner, key, value });
        }
    }
}
