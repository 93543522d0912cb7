using System.Data.Common;

namespace AgentFleet.Ledger.Files;

/// <summary>Reads one row by column name. Types are made by hand: no code is generated at start.</summary>
internal readonly struct Row(DbDataReader reader)
{
    public string Text(string column) => reader.GetString(reader.GetOrdinal(column));

    public string? TextOrNull(string column) => IsNull(column) ? null : Text(column);

    public int Int(string column) => reader.GetInt32(reader.GetOrdinal(column));

    public long Long(string column) => reader.GetInt64(reader.GetOrdinal(column));

    public long? LongOrNull(string column) => IsNull(column) ? null : Long(column);

    public double Double(string column) => reader.GetDouble(reader.GetOrdinal(column));

    public decimal? DecimalOrNull(string column) => IsNull(column) ? null : reader.GetDecimal(reader.GetOrdinal(column));

    public bool Flag(string column) => Int(column) == 1;

    public Guid Id(string column) => Guid.Parse(Text(column));

    public Guid? IdOrNull(string column) => IsNull(column) ? null : Id(column);

    public DateTimeOffset Time(string column) => Times.Parse(Text(column));

    public DateTimeOffset? TimeOrNull(string column) => IsNull(column) ? null : Time(column);

    public T Word<T>(string column) where T : struct, Enum => Words.Parse<T>(Text(column));

    public T? WordOrNull<T>(string column) where T : struct, Enum => IsNull(column) ? null : Word<T>(column);

    private bool IsNull(string column) => reader.IsDBNull(reader.GetOrdinal(column));
}
