namespace AgentFleet.Supervisor.Origins;

/// <summary>The attributes of one HTML tag, as browsers read them.</summary>
/// <param name="Rest">Where what follows the last attribute begins.</param>
/// <param name="End">Behind the tag; -1 when it does not end.</param>
/// <remarks>https://html.spec.whatwg.org/multipage/parsing.html#before-attribute-name-state</remarks>
internal sealed record Tag(IReadOnlyList<TagAttribute> Attributes, int Rest, int End)
{
    /// <summary>One that does not end.</summary>
    public static Tag Open { get; } = new([], 0, -1);

    public static bool EndsName(char c) => IsBetween(c) || c == '>';

    /// <param name="at">Behind the tag's name.</param>
    public static Tag Read(string text, int at)
    {
        var attributes = new List<TagAttribute>();
        while (true)
        {
            var before = at;
            while (at < text.Length && IsBetween(text[at]))
                at++;
            if (at >= text.Length)
                return new(attributes, before, -1);
            if (text[at] == '>')
                return new(attributes, before, at + 1);
            var name = at++;
            while (at < text.Length && text[at] != '=' && !EndsName(text[at]))
                at++;
            var nameEnd = at;
            at = AfterValue(text, at);
            if (at < 0)
                return new(attributes, before, -1);
            attributes.Add(new(before..at, name..nameEnd));
        }
    }

    // The same place when there is no value; -1 when it does not end.
    private static int AfterValue(string text, int at)
    {
        var equals = at;
        while (equals < text.Length && char.IsWhiteSpace(text[equals]))
            equals++;
        if (equals >= text.Length || text[equals] != '=')
            return at;
        var value = equals + 1;
        while (value < text.Length && char.IsWhiteSpace(text[value]))
            value++;
        if (value < text.Length && text[value] is '"' or '\'')
            return text.IndexOf(text[value], value + 1) is >= 0 and var end ? end + 1 : -1;
        while (value < text.Length && !char.IsWhiteSpace(text[value]) && text[value] != '>')
            value++;
        return value;
    }

    private static bool IsBetween(char c) => c == '/' || char.IsWhiteSpace(c);
}

/// <param name="Whole">With what stands before it.</param>
internal readonly record struct TagAttribute(Range Whole, Range Name);
