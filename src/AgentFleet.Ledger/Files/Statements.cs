using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Data.Sqlite;

namespace AgentFleet.Ledger.Files;

/// <summary>
/// Runs statements. <c>@name</c> in the statement takes the property of that name; a list is bound as JSON, to be read
/// with <c>json_each</c>. Nothing is generated at run time: see docs/decisions/0006.
/// </summary>
internal static class Statements
{
    /// <summary>Runs a statement and returns how many rows it changed.</summary>
    public static int Execute(this LedgerConnection connection, string sql, object? values = null) =>
        Run(connection, sql, values, command => command.ExecuteNonQuery());

    /// <summary>The first column of the first row; null when there is no row, or nothing in it.</summary>
    public static string? Text(this LedgerConnection connection, string sql, object? values = null) =>
        Run(connection, sql, values, command => command.ExecuteScalar() as string);

    /// <summary>The first column of the first row; 0 when there is no row, or nothing in it.</summary>
    public static long Number(this LedgerConnection connection, string sql, object? values = null) =>
        Run(connection, sql, values, command => command.ExecuteScalar() is long number ? number : 0);

    public static List<T> Rows<T>(this LedgerConnection connection, string sql, object? values, Func<Row, T> read) => Run(connection, sql, values, command =>
    {
        using DbDataReader reader = command.ExecuteReader();
        var row = new Row(reader);
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(read(row));
        return rows;
    });

    public static SqliteCommand Command(this LedgerConnection connection, string sql, object? values = null)
    {
        var command = connection.Take(sql);
        foreach (var property in values?.GetType().GetProperties() ?? [])
            command.Parameters.AddWithValue("@" + property.Name, Bound(property.GetValue(values)));
        return command;
    }

    private static T Run<T>(LedgerConnection connection, string sql, object? values, Func<SqliteCommand, T> run)
    {
        var command = connection.Command(sql, values);
        try
        {
            var result = run(command);
            connection.GiveBack(command);
            return result;
        }
        catch
        {
            command.Dispose();
            throw;
        }
    }

    private static object Bound(object? value) => value switch
    {
        null => DBNull.Value,
        IEnumerable<string> list => JsonSerializer.Serialize(list, StatementJson.Default.IEnumerableString),
        string or bool or int or long or decimal or double => value,
        _ => throw new ArgumentException($"a {value.GetType().Name} cannot be bound"),
    };
}

[JsonSerializable(typeof(IEnumerable<string>))]
internal sealed partial class StatementJson : JsonSerializerContext;
