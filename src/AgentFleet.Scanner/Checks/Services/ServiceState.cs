using System.Globalization;

namespace AgentFleet.Scanner.Checks.Services;

/// <summary>A service, in the words of systemd: https://www.freedesktop.org/software/systemd/man/latest/systemctl.html</summary>
/// <param name="Names">All names that it goes by.</param>
/// <param name="Restarts">How often systemd has started it again by itself since somebody last started it; null: that is not told.</param>
internal sealed record ServiceState(string Id, IReadOnlyList<string> Names, string Load, string Active, string Sub, string Result, long? Restarts)
{
    public const string Properties = "Id,Names,LoadState,ActiveState,SubState,Result,NRestarts";

    public const string Failed = "failed";

    /// <summary>Of launchd: it does not run, and need not.</summary>
    public const string Waiting = "waiting";

    public bool IsFailed => Active == Failed;

    /// <summary>Reads what <c>systemctl show</c> printed: a block of <c>Key=value</c> lines for each unit, with an empty line between two.</summary>
    public static IReadOnlyList<ServiceState> Parse(string output) =>
        [.. output.ReplaceLineEndings("\n").Split("\n\n").Select(Read).OfType<ServiceState>()];

    private static ServiceState? Read(string block)
    {
        var values = block.Split('\n').Select(line => line.Split('=', 2)).Where(pair => pair.Length == 2)
            .GroupBy(pair => pair[0], StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Last()[1], StringComparer.Ordinal);
        return values.TryGetValue("Id", out var id) && id.Length > 0 && values.TryGetValue("ActiveState", out var active)
            ? new(id, Of("Names").Split(' ', StringSplitOptions.RemoveEmptyEntries), Of("LoadState"), active, Of("SubState"), Of("Result"),
                long.TryParse(Of("NRestarts"), NumberStyles.None, CultureInfo.InvariantCulture, out var restarts) ? restarts : 0)
            : null;

        string Of(string key) => values.GetValueOrDefault(key, "");
    }
}
