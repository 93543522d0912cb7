using Microsoft.Data.Sqlite;

namespace AgentFleet.Ledger.Files;

/// <summary>
/// Knows whether anybody else has the ledger open, by a lock that the kernel frees when its holder dies. A write-ahead
/// log that nobody has open was left by a process that was killed: then the file is checked before it is used.
/// </summary>
internal static class Presence
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static FileStream Announce(StateFolder state, out bool wasUnclean)
    {
        var path = Path.Combine(state.Locks, "ledger.lock");
        try
        {
            wasUnclean = IsAlone(path) && new FileInfo(state.Ledger + "-wal") is { Exists: true, Length: > 0 };
            // Another process may be finding out at this moment whether it is alone.
            FileStream? presence = null;
            SpinWait.SpinUntil(() => (presence = TryShare(path)) is not null, Patience);
            return presence ?? new FileStream(path, FileMode.OpenOrCreate, FileAccess.Read, FileShare.Read);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LedgerException($"cannot use {path}: {e.Message}", e);
        }
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

    private static bool IsAlone(string path)
    {
        try
        {
            using var only = new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
    }

    /// <summary>Read-only, so that a damaged file stays as it was found.</summary>
    public static void CheckAfterUncleanStop(string file)
    {
        using var connection = LedgerFile.Connect(file, SqliteOpenMode.ReadOnly);
        var verdict = connection.Text("PRAGMA quick_check(1)");
        if (verdict != "ok")
            throw LedgerException.Damaged(file, verdict ?? "quick_check gave no answer");
    }
}
