using System.Globalization;

namespace AgentFleet.Scanner.Checks;

/// <summary>What the kernel of macOS tells of itself by name: lines such as <c>hw.memsize: 17179869184</c>.</summary>
internal static class Sysctl
{
    public const string Program = "/usr/sbin/sysctl";

    public static IReadOnlyDictionary<string, string> Parse(string text)
    {
        var told = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n'))
        {
            if (line.Split(':', 2) is [var name, var value])
                told[name.Trim()] = value.Trim();
        }

        return told;
    }

    /// <summary>A whole number; null when it is not told.</summary>
    public static long? Number(this IReadOnlyDictionary<string, string> told, string name) =>
        long.TryParse(told.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
