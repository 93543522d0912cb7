using Microsoft.Data.Sqlite;

namespace AgentFleet.Ledger;

/// <summary>
/// The ledger could not be opened, read or written. The message is one line for a person: which file, what is wrong,
/// what to do. Nothing was half written: every write is one transaction.
/// </summary>
public class LedgerException : Exception
{
    public LedgerException(string message)
        : base(message)
    {
    }

    public LedgerException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>True when the same call may succeed later: another process holds the lock, or the disk is full.</summary>
    public bool TryAgain { get; private init; }

    // https://www.sqlite.org/rescode.html
    private const int Busy = 5, Locked = 6, ReadOnly = 8, IoError = 10, Corrupt = 11, Full = 13, CannotOpen = 14, NotADatabase = 26;

    internal static LedgerException From(SqliteException e, string file) => e.SqliteErrorCode switch
    {
        Busy or Locked => new($"{file} is locked by another process; try again, or see who holds it with: fuser {file}", e) { TryAgain = true },
        Full => new($"{file}: the disk is full; free some space, nothing was lost", e) { TryAgain = true },
        IoError => new($"{file}: the disk failed ({e.SqliteExtendedErrorCode}): {e.Message}", e) { TryAgain = true },
        ReadOnly => new($"{file} cannot be written; check its owner and mode", e),
        CannotOpen => new($"{file} cannot be opened; check that its folder exists and is yours", e),
        Corrupt or NotADatabase => Damaged(file, e.Message, e),
        _ => new($"{file}: {e.Message}", e),
    };

    internal static LedgerException Damaged(string file, string detail, Exception? inner = null) =>
        new($"{file} is damaged ({detail}); it was left untouched. Move it away or restore a copy, then start again", inner!);
}
