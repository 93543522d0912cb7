using System.Globalization;
using System.Text.RegularExpressions;

namespace AgentFleet.Scanner.Checks.Memory;

/// <summary>
/// What <c>vm_stat</c> of macOS printed, in pages. What is used is counted as Activity Monitor does:
/// https://support.apple.com/guide/activity-monitor/view-memory-usage-actmntr1004/mac
/// </summary>
/// <param name="PageSize">4096 bytes on Intel, 16384 on Apple silicon.</param>
/// <param name="Used">What programs hold and the system may not take from them, what is wired down, and what the compressor occupies.</param>
internal sealed partial record VmStat(long PageSize, long Used, long Swapins, long Swapouts)
{
    private const long LargestPage = 1 << 20;

    /// <summary>Null when it is no such text.</summary>
    public static VmStat? Parse(string text)
    {
        var size = Size().Match(text);
        if (!size.Success || !long.TryParse(size.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var pageSize) || pageSize is 0 or > LargestPage)
            return null;

        var pages = Pages(text);
        return Told("Anonymous pages") is { } anonymous && Told("Pages purgeable") is { } purgeable && Told("Pages wired down") is { } wired
            && Told("Pages occupied by compressor") is { } compressed && Told("Swapins") is { } swapins && Told("Swapouts") is { } swapouts
                ? new(pageSize, Math.Max(0, anonymous - purgeable) + wired + compressed, swapins, swapouts)
                : null;

        long? Told(string name) => pages.TryGetValue(name, out var count) ? count : null;
    }

    // "Pages wired down:                       715958."
    private static Dictionary<string, long> Pages(string text)
    {
        var pages = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n'))
        {
            // More would be more memory than there can be, and nothing below can overflow.
            if (line.Split(':') is [var name, var count] && long.TryParse(count.AsSpan().Trim().TrimEnd('.'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < 1L << 40)
                pages[name.Trim()] = number;
        }

        return pages;
    }

    [GeneratedRegex(@"^Mach Virtual Memory Statistics: \(page size of ([0-9]{1,9}) bytes\)", RegexOptions.NonBacktracking)]
    private static partial Regex Size();
}
