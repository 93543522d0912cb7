using System.Globalization;

namespace AgentFleet.GitHub;

/// <summary>What is left of an hour's requests, as an answer tells.</summary>
/// <param name="Reset">By GitHub's clock.</param>
/// <param name="Resource">Which of GitHub's budgets; what is asked here is nearly always <c>core</c>.</param>
internal sealed record Budget(int Limit, int Remaining, DateTimeOffset Reset, string Resource)
{
    // A reset this far ahead (the year 2100) is nonsense, and the type could not hold much more.
    private const long LatestReset = 4_102_444_800;

    public const string Core = "core";

    /// <summary>Kept for second looks and for the person whose token it is: a tenth.</summary>
    public int Reserve => Limit / 10;

    public static Budget? Of(Func<string, string?> header) =>
        Number(header("X-RateLimit-Limit")) is { } limit and <= int.MaxValue
        && Number(header("X-RateLimit-Remaining")) is { } remaining and <= int.MaxValue
        && Number(header("X-RateLimit-Reset")) is { } reset and <= LatestReset
            ? new((int)limit, (int)remaining, DateTimeOffset.FromUnixTimeSeconds(reset), header("X-RateLimit-Resource") ?? Core)
            : null;

    private static long? Number(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
