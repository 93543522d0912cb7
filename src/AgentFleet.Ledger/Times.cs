using System.Globalization;

namespace AgentFleet.Ledger;

/// <summary>How times stand in the ledger: UTC, ISO 8601 with milliseconds, so that text order is time order.</summary>
public static class Times
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static string Text(DateTimeOffset at) => at.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    public static string? Text(DateTimeOffset? at) => at is { } time ? Text(time) : null;

    public static DateTimeOffset Parse(string text) =>
        DateTimeOffset.ParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
