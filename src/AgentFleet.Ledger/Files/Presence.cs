using Microsoft.Data.Sqlite;

namespace AgentFleet.Ledger.Files;

/// <summary>
/// Knows whether anybody else has the ledger open, by a lock that the kernel frees when its holder dies. A write-ahead
/// log that nobody has open was left by a process that was killed: then the file is checked before it is used.
/// </summary>
internal static class Presence
{
    // A large ledger takes a while to be checked.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Says that the ledger is in use; whoever comes first after an unclean stop checks it while the others wait.</summary>
    /// <exception cref="LedgerException">When the file is damaged, or the lock cannot be had.</exception>
    public static FileStream Announce(StateFolder state)
    {
        var path = Path.Combine(state.Locks, "ledger.lock");
        try
        {
            FileStream? presence = null;
            // Each time anew: whoever was checking may have refused the file, and then it is our turn to check it.
            SpinWait.SpinUntil(
                () =>
                {
                    CheckIfFirst(state, path);
                    return (presence = TryShare(path)) is not null;
                },
                Patience);
            return presence ?? new FileStream(path, FileMode.OpenOrCreate, FileAccess.Read, FileShare.Read);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LedgerException($"cannot use {path}: {e.Message}", e);
        }
    }

    private static void CheckIfFirst(StateFolder state, string path)
    {
        using var alone = TryAlone(path);
        if (alone is not null && new FileInfo(state.Ledger + "-wal") is { Exists: true, Length: > 0 })
            CheckAfterUncleanStop(state.Ledger);
    }

    private static FileStream? TryShare(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.Read, FileShare.Read);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    private static FileStream? TryAlone(string path)
    {
        try
        {
            return new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    /// <summary>Read-only, so that a damaged file stays as it was found.</summary>
    private static void CheckAfterUncleanStop(string file)
    {
        using var connection = LedgerFile.Connect(file, SqliteOpenMode.ReadOnly);
        var verdict = connection.Text("PRAGMA quick_check(1)");
        if (verdict != "ok")
            throw LedgerException.Damaged(file, verdict ?? "quick_check gave no answer");
    }
}
