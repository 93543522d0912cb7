using System.Globalization;

namespace AgentFleet.Definitions;

public sealed partial class YamlMap
{
    private delegate bool TryParse<T>(string text, out T value);

    public string? Text(string key) => Scalar(key, "text")?.Value;

    /// <summary>Empty, and a problem, when it is missing or blank.</summary>
    public string RequiredText(string key)
    {
        if (!Require(key)) return "";
        var text = Text(key);
        if (text is not null && string.IsNullOrWhiteSpace(text)) Refuse(key, $"{Quoted.Of(key)} must not be empty");
        return text ?? "";
    }

    public int WholeNumber(string key, int fallback, int? min = null, int? max = null) =>
        Within(key, fallback, min, max, "a whole number", number => number.ToString(CultureInfo.InvariantCulture),
            (string text, out int number) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number));

    public decimal Number(string key, decimal fallback, decimal? min = null, decimal? max = null) =>
        Within(key, fallback, min, max, "a number", number => number.ToString(CultureInfo.InvariantCulture),
            (string text, out decimal number) => decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number),
            text => text.Contains(',', StringComparison.Ordinal) ? "write the decimal point as \".\"" : null);

    public bool Flag(string key, bool fallback) =>
        Parsed(key, fallback, "true or false", TryParseFlag, SuggestFlag);

    /// <summary>Such as <c>30s</c> or <c>1h30m</c>: see <see cref="Durations"/>.</summary>
    public TimeSpan Duration(string key, TimeSpan fallback, TimeSpan? min = null, TimeSpan? max = null) =>
        Within(key, fallback, min, max, "a duration", Durations.Print, Durations.TryParse, Durations.Suggestion);

    /// <summary>In bytes, written such as <c>512 MB</c> or <c>2GiB</c>: see <see cref="Sizes"/>.</summary>
    public long Size(string key, long fallback, long? min = null, long? max = null) =>
        Within(key, fallback, min, max, "a size", Sizes.Print, Sizes.TryParse, Sizes.Suggestion);

    private T Within<T>(string key, T fallback, T? min, T? max, string kind, Func<T, string> print, TryParse<T> parse, Func<string, string?>? suggest = null)
        where T : struct, IComparable<T>
    {
        var wanted = kind + (min, max) switch
        {
            ({ } least, { } most) => $" from {print(least)} to {print(most)}",
            ({ } least, null) => $" of at least {print(least)}",
            (null, { } most) => $" of at most {print(most)}",
            _ => "",
        };
        return Parsed(key, fallback, wanted, TryParseWithin, text => parse(text, out _) ? null : suggest?.Invoke(text));

        bool TryParseWithin(string text, out T value) =>
            parse(text, out value) && !(min?.CompareTo(value) > 0) && !(max?.CompareTo(value) < 0);
    }

    private T Parsed<T>(string key, T fallback, string wanted, TryParse<T> parse, Func<string, string?> suggest)
    {
        if (Scalar(key, wanted) is not { } scalar) return fallback;
        if (parse(scalar.Value, out var value)) return value;
        Refuse(key, $"{Quoted.Of(key)} must be {wanted}, not {Quoted.Of(scalar.Value)}", suggest(scalar.Value));
        return fallback;
    }

    private ScalarNode? Scalar(string key, string wanted)
    {
        var node = Find(key);
        if (node is MapNode or ListNode) Refuse(key, $"{Quoted.Of(key)} must be {wanted}, not {Describe(node)}");
        return node as ScalarNode;
    }

    private static bool TryParseFlag(string text, out bool value)
    {
        value = text is "true" or "True" or "TRUE";
        return value || text is "false" or "False" or "FALSE";
    }

    private static string? SuggestFlag(string text) => text.ToLowerInvariant() switch
    {
        "yes" or "y" or "on" or "1" or "true" => "did you mean \"true\"?",
        "no" or "n" or "off" or "0" or "false" => "did you mean \"false\"?",
        _ => null,
    };
}
