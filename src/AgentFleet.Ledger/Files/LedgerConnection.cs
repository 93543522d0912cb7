using Microsoft.Data.Sqlite;

namespace AgentFleet.Ledger.Files;

/// <summary>
/// A connection that keeps the statements it has run. A service runs the same few dozen again and again, and compiling one
/// takes longer than running it.
/// </summary>
internal sealed class LedgerConnection(string settings) : SqliteConnection(settings)
{
    // More than there are; a person's own questions come on top.
    private const int Most = 200;

    private readonly Dictionary<string, SqliteCommand> _kept = new(StringComparer.Ordinal);

    /// <summary>The statement, without values, for whoever runs it next; nobody else gets it meanwhile.</summary>
    public SqliteCommand Take(string sql)
    {
        if (!_kept.Remove(sql, out var command))
        {
            command = CreateCommand();
            command.CommandText = sql;
        }
        command.Parameters.Clear();
        command.Transaction = Transaction;
        return command;
    }

    /// <summary>Only of a statement that ran to its end.</summary>
    public void GiveBack(SqliteCommand command)
    {
        if (_kept.Count >= Most || !_kept.TryAdd(command.CommandText, command))
            command.Dispose();
    }

    // The statements are closed by the connection itself.
    protected override void Dispose(bool disposing)
    {
        _kept.Clear();
        base.Dispose(disposing);
    }
}
