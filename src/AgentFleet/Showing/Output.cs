using System.CommandLine;
using AgentFleet.Ledger.Asking;

namespace AgentFleet.Showing;

/// <summary>How an answer is printed.</summary>
internal enum OutputFormat
{
    Table,
    Json,
    Csv,
}

/// <summary>Prints answers to standard output; everything else a command says goes to standard error.</summary>
internal static class Output
{
    public static Option<bool> JsonOption() => new("--json") { Description = "Print one JSON document" };

    public static void Print(Answer answer, OutputFormat format, string whenEmpty = "nothing")
    {
        switch (format)
        {
            case OutputFormat.Json:
                JsonText.Print(answer);
                break;
            case OutputFormat.Csv:
                CsvText.Print(answer, Console.Out);
                break;
            default:
                Tables.Print(answer, whenEmpty);
                break;
        }
    }

    public static OutputFormat FormatOf(bool json) => json ? OutputFormat.Json : OutputFormat.Table;
}
