using YamlDotNet.Core;

namespace AgentFleet.Definitions;

/// <summary>Puts what the YAML parser says into words that tell a person what to change.</summary>
internal static class SyntaxProblem
{
    private static readonly (string Said, string Message, string? Suggestion)[] Wordings =
    [
        ("multiline plain scalar, found invalid mapping", "the text before this \":\" is not one key", "write each key on its own line as \"key: value\""),
        ("Mapping values are not allowed", "this \":\" cannot stand here", "put text that contains \": \" in quotes, or check the indentation of this line"),
        ("found invalid mapping", "this \":\" cannot stand here", "put text that contains \": \" in quotes, or check the indentation of this line"),
        ("expected ',' or ']'", "the list is not closed", "expected \",\" or \"]\" here"),
        ("expected ',' or '}'", "the map is not closed", "expected \",\" or \"}\" here"),
        ("expected node content", "expected a value here", null),
        ("<document start>", "the YAML ended before this", "a file holds one document: remove what follows"),
        ("unexpected end of stream", "the quote that opens here is never closed", null),
        ("unexpected document indicator", "the quote that opens here is never closed", null),
        ("scalar, found wrong indentation", "the quote that opens here is never closed", "or indent the lines of this text further than its key"),
        ("could not find expected ':'", "there is no \":\" after this key", null),
        ("<document end>", "this does not belong to what stands above", "check the indentation"),
        ("in first line", "the lines of this text are not indented alike", null),
        ("above first content line", "the lines of this text are not indented alike", null),
        ("hexadecimal number", "a backslash in this text is not an escape that YAML knows", "use single quotes, or double the backslash"),
        ("unknown escape character", "a backslash in this text is not an escape that YAML knows", "use single quotes, or double the backslash"),
        ("did not find expected key", "expected a key here", "check the indentation, and that nothing follows a closing quote or bracket"),
        ("Block sequence entries", "a list item cannot begin here", "write each \"- item\" on its own line"),
        ("expected '-'", "expected a list item (\"- item\") here", "check the indentation"),
    ];

    public static Problem Explain(TextPlaces places, YamlException error)
    {
        if (error.Message.Contains(" tab ", StringComparison.Ordinal))
            return new Problem(places.FirstTab(error.End), TextPlaces.TabMessage, TextPlaces.TabSuggestion);

        var place = places.Of(error.Start);
        if (places.CharacterAt(error.Start) is var first && "*&@%`!|>?".Contains(first, StringComparison.Ordinal))
            return new Problem(place, $"text that begins with {Quoted.Of(first.ToString())} must be in quotes", places.QuotesAround(error.Start));

        foreach (var (said, message, suggestion) in Wordings)
        {
            if (error.Message.Contains(said, StringComparison.Ordinal)) return new Problem(place, message, suggestion);
        }

        return new Problem(place, $"this is not YAML: {error.Message.TrimEnd('.')}");
    }
}
