using System.Text.Encodings.Web;
using System.Text.Json;
using AgentFleet.Ledger.Asking;

namespace AgentFleet.Showing;

/// <summary>Writes JSON documents to standard output.</summary>
internal static class JsonText
{
    // Readable as it is printed: a terminal is no web page, so only what JSON itself demands is escaped.
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Columns that hold JSON text of our own making; anything else that looks like JSON stays text.
    private static readonly HashSet<string> JsonColumns = ["evidence", "data"];

    public static void Print(Answer answer) => Print(writer => Write(writer, answer));

    public static void Print(Action<Utf8JsonWriter> write)
    {
        using var output = Console.OpenStandardOutput();
        using (var writer = new Utf8JsonWriter(output, Options))
            write(writer);
        output.WriteByte((byte)'\n');
    }

    public static void Write(Utf8JsonWriter writer, Answer answer)
    {
        writer.WriteStartArray();
        for (var i = 0; i < answer.Rows.Count; i++)
            WriteRow(writer, answer, i);
        writer.WriteEndArray();
    }

    public static void WriteRow(Utf8JsonWriter writer, Answer answer, int row)
    {
        writer.WriteStartObject();
        for (var i = 0; i < answer.Columns.Count; i++)
        {
            writer.WritePropertyName(answer.Columns[i]);
            WriteValue(writer, answer.Columns[i], answer.Rows[row][i]);
        }
        writer.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter writer, string column, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                writer.WriteNumberValue(number);
                break;
            case byte[] bytes:
                writer.WriteBase64StringValue(bytes);
                break;
            case string text when JsonColumns.Contains(column) && IsJson(text):
                writer.WriteRawValue(text);
                break;
            default:
                writer.WriteStringValue(Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture));
                break;
        }
    }

    private static bool IsJson(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
