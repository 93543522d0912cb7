using System.Globalization;
using AgentFleet.Ledger;
using AgentFleet.Ledger.Asking;
using Spectre.Console;

namespace AgentFleet.Showing;

/// <summary>Prints tables for people: as wide as the terminal, or as wide as needed where there is none.</summary>
internal static class Tables
{
    private const int WideEnough = 400;
    private const int MostInCell = 300;

    public static void Print(Answer answer, string whenEmpty)
    {
        if (answer.Rows.Count == 0)
        {
            Console.Out.WriteLine(whenEmpty);
            return;
        }
        var table = new Table { Border = TableBorder.Rounded, UseSafeBorder = true };
        foreach (var column in answer.Columns)
            table.AddColumn(new TableColumn(Markup.Escape(column)));
        foreach (var row in answer.Rows)
            table.AddRow([.. row.Select(Cell)]);
        Terminal().Write(table);
    }

    /// <summary>The console, without line breaks of its own where the output goes to a file or a pipe.</summary>
    public static IAnsiConsole Terminal()
    {
        if (Console.IsOutputRedirected)
            AnsiConsole.Profile.Width = WideEnough;
        return AnsiConsole.Console;
    }

    // What a stranger wrote must not move the cursor or colour the screen.
    private static Text Cell(object? value) => new(value switch
    {
        null => "",
        byte[] bytes => Convert.ToHexStringLower(bytes),
        _ => PlainText.Line(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "", MostInCell),
    });
}
