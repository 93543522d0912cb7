using AgentFleet.Ledger.Audit;

namespace AgentFleet.Ledger.Files;

/// <summary>One write in progress: a transaction with the time at which it happens.</summary>
internal sealed class LedgerWrite(LedgerConnection connection, string host, DateTimeOffset now)
{
    private readonly HashSet<Bell> _bells = [];

    public string Host => host;

    public DateTimeOffset Now => now;

    /// <summary>Who is to be woken once this is committed.</summary>
    public IReadOnlyCollection<Bell> Bells => _bells;

    public void WillRing(Bell bell) => _bells.Add(bell);

    public int Execute(string sql, object values) => connection.Execute(sql, values);

    public string? Text(string sql, object values) => connection.Text(sql, values);

    public long Number(string sql, object values) => connection.Number(sql, values);

    public List<T> Rows<T>(string sql, object values, Func<Row, T> read) => connection.Rows(sql, values, read);

    /// <summary>Appends to the audit trail, chained to the event before.</summary>
    public void Record(Event what) => EventChain.Append(connection, host, now, what);
}
