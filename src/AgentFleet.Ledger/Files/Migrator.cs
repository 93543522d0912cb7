using System.Globalization;
using Microsoft.Data.Sqlite;

namespace AgentFleet.Ledger.Files;

/// <summary>
/// Applies the numbered migrations, forward only, each in its own transaction, and checks afterwards that the schema is
/// the one these migrations make: a file that somebody altered by hand is refused, not guessed at.
/// </summary>
internal static class Migrator
{
    // "AgFl": says that a SQLite file is ours (https://www.sqlite.org/pragma.html#pragma_application_id).
    private const int ApplicationId = 0x4167466c;

    /// <summary>The version of the schema that this program knows: the number of its last migration.</summary>
    public static int KnownVersion => Names().Count;

    public static void BringUpToDate(LedgerConnection connection, string file)
    {
        var (version, isForeign) = Inspect(connection);
        if (isForeign)
            throw new LedgerException($"{file} is a SQLite file, but not a ledger of AgentFleet; name another folder with --state");
        if (version > KnownVersion)
        {
            throw new LedgerException(
                $"{file} was written by a newer AgentFleet (schema {version}; this program knows {KnownVersion}); update AgentFleet");
        }
        if (version == KnownVersion)
            return;

        LedgerFile.Pragma(connection, "journal_mode = WAL");
        foreach (var (number, sql) in Migrations())
            Apply(connection, number, sql, file);
    }

    // One statement, so that another process that is migrating the file at this moment is seen before or after, not between.
    private static Header Inspect(LedgerConnection connection)
    {
        const string sql = """
            SELECT user_version, application_id <> @ours AND (user_version > 0 OR (SELECT count(*) FROM sqlite_master) > 0) AS is_foreign
            FROM pragma_user_version, pragma_application_id
            """;
        return connection.Rows(sql, new { ours = ApplicationId }, row => new Header(row.Int("user_version"), row.Flag("is_foreign"))).Single();
    }

    private static void Apply(LedgerConnection connection, int number, string sql, string file)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        // Read inside the transaction: another process may have migrated while this one waited for the lock.
        if (connection.Number("PRAGMA user_version") >= number)
            return;
        connection.Execute(sql);
        LedgerFile.Pragma(connection, string.Create(CultureInfo.InvariantCulture, $"application_id = {ApplicationId}"));
        LedgerFile.Pragma(connection, string.Create(CultureInfo.InvariantCulture, $"user_version = {number}"));
        if (number == KnownVersion)
            CheckSchema(connection, file);
        transaction.Commit();
    }

    private static void CheckSchema(LedgerConnection connection, string file)
    {
        using var fresh = LedgerFile.Connect(":memory:", SqliteOpenMode.Memory);
        foreach (var (_, sql) in Migrations())
            fresh.Execute(sql);
        var wrong = Schema(connection).Except(Schema(fresh)).Concat(Schema(fresh).Except(Schema(connection)))
            .Select(o => o.Name).Distinct().ToList();
        if (wrong.Count > 0)
            throw LedgerException.Damaged(file, "its schema is not the one expected: " + string.Join(", ", wrong));
    }

    private static List<(string Name, string Sql)> Schema(LedgerConnection connection) => connection.Rows(
        "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> 'sqlite_sequence'", null, row => (row.Text("name"), row.Text("sql")));

    private static IEnumerable<(int Number, string Sql)> Migrations() => Names().Select((name, index) => (index + 1, Text(name)));

    private static List<string> Names() => [.. typeof(Migrator).Assembly.GetManifestResourceNames()
        .Where(name => name.Contains(".Migrations.", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)];

    private static string Text(string name)
    {
        using var reader = new StreamReader(typeof(Migrator).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    private sealed record Header(int Version, bool IsForeign);
}
