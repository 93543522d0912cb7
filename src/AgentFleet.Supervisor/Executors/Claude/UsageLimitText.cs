using System.Globalization;
using System.Text.RegularExpressions;

namespace AgentFleet.Supervisor.Executors.Claude;

/// <summary>
/// Reads the CLI's words on a usage limit, such as <c>You've hit your session limit · resets 3:30am (America/New_York)</c>
/// and the older <c>Claude AI usage limit reached|1767250800</c>. Times are in the zone that the text names.
/// </summary>
internal static partial class UsageLimitText
{
    /// <summary>A reset that was so lately is about to come.</summary>
    internal static readonly TimeSpan JustPast = TimeSpan.FromMinutes(15);

    internal static readonly TimeSpan Again = TimeSpan.FromMinutes(1);

    public static bool IsLimit(string text) => Limit().IsMatch(text);

    /// <summary>When the limit is lifted; null when the text does not say it in a way that is understood.</summary>
    public static DateTimeOffset? ResetsAt(string text, DateTimeOffset now)
    {
        if (Epoch().Match(text) is { Success: true } epoch)
            return FromEpoch(decimal.Parse(epoch.Groups["seconds"].Value, CultureInfo.InvariantCulture));
        if (Resets().Match(text) is not { Success: true } match || !TimeZoneInfo.TryFindSystemTimeZoneById(match.Groups["zone"].Value, out var zone))
            return null;

        var local = TimeZoneInfo.ConvertTime(now, zone);
        var time = TimeOf(match);
        if (DateOf(match, local) is { } date)
            return At(date, time, zone);
        var today = At(DateOnly.FromDateTime(local.DateTime), time, zone);
        if (today > now)
            return today;
        // The text has no seconds, and clocks differ: what was a moment ago is not meant for tomorrow.
        return now - today < JustPast ? now + Again : At(DateOnly.FromDateTime(local.DateTime).AddDays(1), time, zone);
    }

    /// <summary>A time in seconds since 1970; null for one beyond this century, which can only be an error.</summary>
    public static DateTimeOffset? FromEpoch(decimal seconds) =>
        seconds is >= 0 and < 4_102_444_800m ? DateTimeOffset.FromUnixTimeSeconds((long)seconds) : null;

    private static TimeOnly TimeOf(Match match)
    {
        var hour = int.Parse(match.Groups["hour"].Value, CultureInfo.InvariantCulture) % 12;
        var minute = match.Groups["minute"].Success ? int.Parse(match.Groups["minute"].Value, CultureInfo.InvariantCulture) : 0;
        var afternoon = match.Groups["half"].Value.Equals("pm", StringComparison.OrdinalIgnoreCase);
        return new TimeOnly(hour + (afternoon ? 12 : 0), Math.Min(minute, 59));
    }

    private static DateOnly? DateOf(Match match, DateTimeOffset local)
    {
        if (!match.Groups["day"].Success)
            return null;
        var text = $"{match.Groups["month"].Value} {match.Groups["day"].Value} {local.Year}";
        if (!DateOnly.TryParseExact(text, "MMM d yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return null;
        // A date in January that is read in December is next year's.
        return date < DateOnly.FromDateTime(local.DateTime).AddDays(-1) ? date.AddYears(1) : date;
    }

    private static DateTimeOffset At(DateOnly date, TimeOnly time, TimeZoneInfo zone)
    {
        var local = date.ToDateTime(time);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }

    [GeneratedRegex(@"(session|weekly|usage|5-hour|opus|sonnet|daily)\s+limit", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Limit();

    [GeneratedRegex(@"limit reached\|(?<seconds>\d{9,11})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Epoch();

    [GeneratedRegex(@"resets\s+((?<month>[A-Z][a-z]{2})[a-z]*\s+(?<day>\d{1,2}),?\s+(at\s+)?)?(?<hour>\d{1,2})(:(?<minute>\d{2}))?\s*(?<half>am|pm)\s+\((?<zone>[A-Za-z0-9_/+-]+)\)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Resets();
}
