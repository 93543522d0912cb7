using System.Text.RegularExpressions;

namespace AgentFleet.Definitions;

public sealed partial class YamlMap
{
    /// <summary>One of an enum's names, written in lower case with <c>_</c> between the words: <c>PullRequest</c> is <c>pull_request</c>.</summary>
    public T Choice<T>(string key, T fallback) where T : struct, Enum
    {
        var words = Enum.GetNames<T>().ToDictionary(Word, Enum.Parse<T>, StringComparer.Ordinal);
        return Parsed(key, fallback, $"one of {string.Join(", ", words.Keys)}", words.TryGetValue,
            given => Nearest.Word(given, words.Keys) is { } near ? $"did you mean {Quoted.Of(near)}?" : null);
    }

    /// <summary>How <see cref="Choice"/> wants a value to be written.</summary>
    public static string Word<T>(T choice) where T : struct, Enum => Word(choice.ToString());

    private static string Word(string name) => InnerCapital().Replace(name, "_").ToLowerInvariant();

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])")]
    private static partial Regex InnerCapital();
}
