using System.Globalization;
using AgentFleet.Ledger.Asking;

namespace AgentFleet.Showing;

/// <summary>Comma-separated values as in RFC 4180.</summary>
internal static class CsvText
{
    public static void Print(Answer answer, TextWriter output)
    {
        output.Write(Line(answer.Columns));
        foreach (var row in answer.Rows)
            output.Write(Line(row));
    }

    private static string Line(IEnumerable<object?> values) => string.Join(',', values.Select(Field)) + "\r\n";

    private static string Field(object? value)
    {
        var text = value is byte[] bytes ? Convert.ToBase64String(bytes) : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
