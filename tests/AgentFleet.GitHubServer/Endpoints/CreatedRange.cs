using System.Globalization;

namespace AgentFleet.Hub.Endpoints;

/// <summary>
/// A range of times as GitHub's search writes it: <c>&gt;=2026-01-01</c>, <c>2026-01-01..2026-01-31</c>, <c>*..2026-01-31</c>.
/// A day without a time is the whole day.
/// </summary>
/// <remarks>https://docs.github.com/en/search-github/getting-started-with-searching-on-github/understanding-the-search-syntax#query-for-dates</remarks>
internal sealed record CreatedRange(DateTimeOffset From, DateTimeOffset Before)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public static CreatedRange Of(string? text)
    {
        var (first, last) = (DateTimeOffset.MinValue, DateTimeOffset.MaxValue);
        return text switch
        {
            null or "" => new(first, last),
            ['>', '=', .. var rest] => new(Begin(rest), last),
            ['>', .. var rest] => new(End(rest), last),
            ['<', '=', .. var rest] => new(first, End(rest)),
            ['<', .. var rest] => new(first, Begin(rest)),
            _ when text.Split("..") is [var a, var b] => new(a == "*" ? first : Begin(a), b == "*" ? last : End(b)),
            _ => new(Begin(text), End(text)),
        };
    }

    public bool Holds(DateTimeOffset at) => at >= From && at < Before;

    private static DateTimeOffset Begin(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static DateTimeOffset End(string text) => Begin(text) + (text.Contains('T') ? Second : TimeSpan.FromDays(1));
}
