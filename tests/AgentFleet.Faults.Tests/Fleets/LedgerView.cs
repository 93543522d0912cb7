using AgentFleet.Ledger.Files;
using Dapper;
using Microsoft.Data.Sqlite;

namespace AgentFleet.Faults.Tests.Fleets;

/// <summary>
/// Asks a ledger by SQL, as a stranger would: without the lock by which the product knows who has it open, so that
/// a restart after a kill meets what it would meet without us.
/// </summary>
internal sealed class LedgerView(StateFolder state)
{
    // Opening any ledger binds the SQLite library, once a process.
    private static readonly Lazy<bool> Bound = new(() =>
    {
        using var any = new TestLedger();
        return true;
    });

    public IReadOnlyList<string> Texts(string sql, object? values = null) => Rows<string>(sql, values);

    public IReadOnlyList<T> Rows<T>(string sql, object? values = null)
    {
        using var connection = Connect(SqliteOpenMode.ReadOnly);
        return [.. connection.Query<T>(sql, values)];
    }

    public long Number(string sql, object? values = null)
    {
        using var connection = Connect(SqliteOpenMode.ReadOnly);
        return connection.ExecuteScalar<long>(sql, values);
    }

    /// <summary>Locks the ledger against every write until it is disposed.</summary>
    public WriteLock Lock() => new(Connect(SqliteOpenMode.ReadWrite));

    private SqliteConnection Connect(SqliteOpenMode mode)
    {
        _ = Bound.Value;
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = state.Ledger,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = 20,
        }.ToString());
        connection.Open();
        return connection;
    }
}

/// <summary>The write lock of a ledger.</summary>
internal sealed class WriteLock : IDisposable
{
    private readonly SqliteConnection _connection;

    public WriteLock(SqliteConnection connection)
    {
        _connection = connection;
        connection.Execute("BEGIN IMMEDIATE");
    }

    public void Dispose()
    {
        _connection.Execute("ROLLBACK");
        _connection.Dispose();
    }
}
