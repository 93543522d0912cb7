using System.CommandLine;
using AgentFleet.Ledger.Asking;
using AgentFleet.Showing;

namespace AgentFleet.Verbs;

/// <summary>What the reading verbs share: a question, a limit, a format.</summary>
internal static class Asking
{
    public static Option<int> LimitOption(int most) => new("--limit") { Description = "How many rows at the most", DefaultValueFactory = _ => most, HelpName = "N" };

    /// <summary>A verb that puts one question and prints the answer.</summary>
    public static Command Verb(string name, string description, IReadOnlyList<Symbol> symbols, Func<ParseResult, Question> question, string whenEmpty)
    {
        var json = Output.JsonOption();
        var verb = new Command(name, description);
        foreach (var symbol in symbols)
            Add(verb, symbol);
        verb.Options.Add(json);
        verb.SetAction(command =>
        {
            using var ledger = Site.Of(command).Ask();
            Output.Print(ledger.Ask(question(command)), Output.FormatOf(command.GetValue(json)), whenEmpty);
            return Invocation.Done;
        });
        return verb;
    }

    /// <summary>The id that a person means by its whole text, its beginning or its end.</summary>
    /// <exception cref="UsageException">When none or several fit.</exception>
    public static Guid FindingId(LedgerReader ledger, string given)
    {
        var wanted = given.Trim().ToLowerInvariant();
        if (wanted.Length < 4 || wanted.Any(c => !char.IsAsciiHexDigit(c) && c != '-'))
            throw new UsageException($"\"{given}\" is not a finding's id; agentfleet findings lists them");
        var found = ledger.Ask(FindingQuestions.Called(wanted));
        return found.Rows.Count switch
        {
            1 => Guid.Parse((string)found.Rows[0][0]!),
            0 => throw new UsageException($"there is no finding \"{given}\"; agentfleet findings --all lists them"),
            _ => throw new UsageException($"\"{given}\" fits several findings; give more of the id: {string.Join(", ", found.Rows.Select(r => r[0]))}"),
        };
    }

    private static void Add(Command verb, Symbol symbol)
    {
        if (symbol is Option option)
            verb.Options.Add(option);
        else
            verb.Arguments.Add((Argument)symbol);
    }
}
