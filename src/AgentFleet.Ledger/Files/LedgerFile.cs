using Microsoft.Data.Sqlite;

namespace AgentFleet.Ledger.Files;

/// <summary>
/// An open ledger: one connection, taken in turn by whoever in this process needs it. All writes go through
/// <see cref="Write{T}"/>: one immediate transaction, durable when it returns (<c>synchronous=FULL</c>).
/// </summary>
public sealed class LedgerFile : IDisposable
{
    private readonly Lock _turn = new();
    private readonly LedgerConnection _connection;
    private readonly FileStream _presence;
    private readonly TimeProvider _clock;

    private LedgerFile(StateFolder state, string host, TimeProvider clock, LedgerConnection connection, FileStream presence)
    {
        (State, Host, _clock, _connection, _presence) = (state, host, clock, connection, presence);
        Bell = new Doorbell(state);
    }

    /// <summary>The folder that this ledger lives in.</summary>
    public StateFolder State { get; }

    /// <summary>The name of this host, written to every row.</summary>
    public string Host { get; }

    /// <summary>Rings for other processes after a commit that concerns them.</summary>
    public Doorbell Bell { get; }

    /// <summary>Opens the ledger, making it if there is none, and brings its schema up to date.</summary>
    /// <exception cref="LedgerException">When it is damaged, foreign, newer than this program, or cannot be reached.</exception>
    public static LedgerFile Open(StateFolder state, string host, TimeProvider clock)
    {
        SqliteLibrary.Require();
        state.Create();
        var presence = Announce(state);
        LedgerConnection? connection = null;
        try
        {
            CreateForOwnerOnly(state.Ledger);
            connection = Connect(state.Ledger, SqliteOpenMode.ReadWriteCreate);
            Migrator.BringUpToDate(connection, state.Ledger);
            File.SetUnixFileMode(state.Ledger, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            return new(state, host, clock, connection, presence);
        }
        catch (Exception e)
        {
            connection?.Dispose();
            presence.Dispose();
            if (e is SqliteException trouble)
                throw LedgerException.From(trouble, state.Ledger);
            throw;
        }
    }

    private static FileStream Announce(StateFolder state)
    {
        try
        {
            return Presence.Announce(state);
        }
        catch (SqliteException e)
        {
            throw LedgerException.From(e, state.Ledger);
        }
    }

    /// <summary>SQLite gives its log the mode that the database has when the log is made.</summary>
    private static void CreateForOwnerOnly(string file)
    {
        // Never open one that is there: closing it would drop the locks that this process holds on it
        // (https://www.sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_).
        if (File.Exists(file))
            return;
        try
        {
            new FileStream(file, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }).Dispose();
        }
        catch (IOException) when (File.Exists(file))
        {
        }
        catch (IOException e)
        {
            throw new LedgerException($"cannot make {file}: {e.Message}", e);
        }
    }

    /// <summary>The one place where connections are made and their safety settings chosen.</summary>
    internal static LedgerConnection Connect(string file, SqliteOpenMode mode)
    {
        // Written by hand: the builder takes 25 ms to say the same.
        var name = file.Replace("\"", "\"\"", StringComparison.Ordinal);
        var connection = new LedgerConnection($"Data Source=\"{name}\";Mode={mode};Pooling=False;Default Timeout=5");
        connection.Open();
        Pragma(connection, "busy_timeout = 5000");
        if (mode == SqliteOpenMode.ReadOnly)
        {
            Pragma(connection, "query_only = 1");
            // KiB. Half of what a page of status touches would be read twice with the usual 2 MiB.
            Pragma(connection, "cache_size = -16000");
            return connection;
        }

        Pragma(connection, "foreign_keys = 1");
        Pragma(connection, "synchronous = FULL");
        if (OperatingSystem.IsMacOS())
        {
            // fsync on macOS leaves data in the drive's cache: https://www.sqlite.org/pragma.html#pragma_fullfsync
            Pragma(connection, "fullfsync = 1");
            Pragma(connection, "checkpoint_fullfsync = 1");
        }
        return connection;
    }

    internal static void Pragma(LedgerConnection connection, string pragma) => connection.Execute("PRAGMA " + pragma);

    /// <summary>Runs one write as one transaction; then rings the bells it asked for.</summary>
    internal T Write<T>(Func<LedgerWrite, T> write)
    {
        LedgerWrite? open = null;
        var result = Transact("BEGIN IMMEDIATE", () => write(open = new LedgerWrite(_connection, Host, _clock.GetUtcNow())));
        foreach (var bell in open!.Bells)
            Bell.Ring(bell);
        return result;
    }

    internal void Write(Action<LedgerWrite> write) => Write(w =>
    {
        write(w);
        return true;
    });

    /// <summary>Runs one read. It sees one consistent state of the ledger.</summary>
    internal T Read<T>(Func<LedgerConnection, T> read) => Transact("BEGIN", () => read(_connection));

    private T Transact<T>(string begin, Func<T> work)
    {
        lock (_turn)
        {
            try
            {
                _connection.Execute(begin);
                try
                {
                    var result = work();
                    _connection.Execute("COMMIT");
                    return result;
                }
                catch
                {
                    // A full disk makes SQLite roll back by itself: https://www.sqlite.org/lang_transaction.html#response_to_errors_within_a_transaction
                    if (SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) == 0)
                        _connection.Execute("ROLLBACK");
                    throw;
                }
            }
            catch (SqliteException e)
            {
                throw LedgerException.From(e, State.Ledger);
            }
        }
    }

    public void Dispose()
    {
        lock (_turn)
            _connection.Dispose();
        _presence.Dispose();
    }
}
