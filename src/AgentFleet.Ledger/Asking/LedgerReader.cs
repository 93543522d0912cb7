using AgentFleet.Ledger.Audit;
using AgentFleet.Ledger.Files;
using Microsoft.Data.Sqlite;

namespace AgentFleet.Ledger.Asking;

/// <summary>Answers questions about the ledger; changes nothing, by connection. Every verb and page asks here.</summary>
public sealed class LedgerReader : IDisposable
{
    private const int ReadOnly = 8;

    private readonly LedgerFile _ledger;
    private readonly LedgerConnection _connection;

    private LedgerReader(LedgerFile ledger, LedgerConnection connection) => (_ledger, _connection) = (ledger, connection);

    /// <summary>Opens a ledger for reading; its schema is brought up to date first.</summary>
    public static LedgerReader Open(StateFolder state, string host, TimeProvider clock)
    {
        var ledger = LedgerFile.Open(state, host, clock);
        try
        {
            var connection = LedgerFile.Connect(state.Ledger, SqliteOpenMode.ReadOnly);
            // Without this, VACUUM INTO and ATTACH would make files: https://www.sqlite.org/limits.html#max_attached
            SQLitePCL.raw.sqlite3_limit(connection.Handle, SQLitePCL.raw.SQLITE_LIMIT_ATTACHED, 0);
            return new(ledger, connection);
        }
        catch (SqliteException e)
        {
            ledger.Dispose();
            throw LedgerException.From(e, state.Ledger);
        }
    }

    /// <summary>Answers one of our questions.</summary>
    public Answer Ask(Question question) => Ask(question.Sql, question.Values);

    /// <summary>Answers several, in their order.</summary>
    public IReadOnlyList<NamedAnswer> Ask(IReadOnlyList<NamedQuestion> questions) => [.. questions.Select(part => new NamedAnswer(part.Name, Ask(part.Question)))];

    /// <summary>Runs one statement that a person wrote.</summary>
    /// <exception cref="LedgerException">When the statement is wrong or would write; says what SQLite said.</exception>
    public Answer Ask(string sql, object? values = null) => Guarded(() =>
    {
        using var command = _connection.Command(sql, values);
        using var reader = command.ExecuteReader();
        var columns = new string[reader.FieldCount];
        for (var i = 0; i < columns.Length; i++)
            columns[i] = reader.GetName(i);
        var rows = new List<IReadOnlyList<object?>>();
        while (reader.Read())
        {
            var row = new object?[columns.Length];
            for (var i = 0; i < row.Length; i++)
                row[i] = reader.IsDBNull(i) ? null : reader.GetValue(i);
            rows.Add(row);
        }
        if (reader.NextResult())
            throw new LedgerException("a question is one statement");
        return new Answer(columns, rows);
    });

    /// <summary>Recomputes the chain of events.</summary>
    public ChainVerdict VerifyEvents() => Guarded(() => EventChain.Verify(_connection));

    private T Guarded<T>(Func<T> question)
    {
        try
        {
            return question();
        }
        catch (InvalidOperationException e)
        {
            // A parameter without a value, in a statement that a person wrote.
            throw new LedgerException(e.Message, e);
        }
        catch (SqliteException e) when (e.SqliteErrorCode == ReadOnly)
        {
            throw new LedgerException("the statement would write, and the ledger is only read here", e);
        }
        catch (SqliteException e)
        {
            throw LedgerException.From(e, _ledger.State.Ledger);
        }
    }

    public void Dispose()
    {
        _connection.Dispose();
        _ledger.Dispose();
    }
}
