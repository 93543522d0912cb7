using YamlDotNet.Core;

namespace AgentFleet.Definitions;

/// <summary>Puts what the YAML parser says into words that tell a person what to change.</summary>
internal static class SyntaxProblem
{
    private static readonly (string Said, string Message, string? Suggestion)[] Wordings =
    [
        ("multiline plain scalar, found invalid mapping", "the text before this \":\" is not one key", "write each key on its own line as \"key: value\""),
        ("found invalid mapping", "this \":\" cannot stand here", "put text that contains \": \" in quotes, or check the indentation of this line"),
        ("expected ',' or ']'", "the list is not closed", "expected \",\" or \"]\" here"),
        ("expected ',' or '}'", "the map is not closed", "expected \",\" or \"}\" here"),
        ("unexpected end of stream", "the quote that opens here is never closed", null),
        ("unknown escape character", "a backslash in this text is not an escape that YAML knows", "use single quotes, or double the backslash"),
        ("did not find expected key", "expected a key here", "check the indentation, and that nothing follows a closing quote or bracket"),
        ("Block sequence entries", "a list item cannot begin here", "write each \"- item\" on its own line"),
        ("expected '-'", "expected a list item (\"- item\") here", "check the indentation"),
    ];

    public static Problem Explain(TextPlaces places, YamlException error)
    {
        if (error.Message.Contains(" tab ", StringComparison.Ordinal))
            return new Problem(places.FirstTab(error.End), "a tab is used as indentation", "indent with spaces");

        var place = places.Of(error.Start);
        if (places.CharacterAt(error.Start) is var first && "*&@%`".Contains(first, StringComparison.Ordinal))
            return new Problem(place, $"text that begins with {Quoted.Of(first.ToString())} must be in quotes", places.QuotesAround(error.Start));

        foreach (var (said, message, suggestion) in Wordings)
        {
            if (error.Message.Contains(said, StringComparison.Ordinal)) return new Problem(place, message, suggestion);
        }

        return new Problem(place, $"this is not YAML: {error.Message.TrimEnd('.')}");
    }
}
