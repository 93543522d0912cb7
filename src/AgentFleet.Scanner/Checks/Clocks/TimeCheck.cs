using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AgentFleet.Definitions;

namespace AgentFleet.Scanner.Checks.Clocks;

/// <summary>Whether somebody keeps the clock right, and how far off it is.</summary>
/// <param name="offset">Seconds.</param>
/// <param name="source">Who is asked; chosen by the platform.</param>
internal sealed partial class TimeCheck(Thresholds offset, IClockSource source) : ICheck
{
    public static CheckKind Kind { get; } = new(
        "time",
        "Whether somebody keeps the clock right, and how far off it is, as the kernel was told or, where it was not, as chronyc tells. A clock that nobody keeps is a warning. In a container, and in a virtual machine whose host keeps its clock, that is so without fault. On macOS each look asks a server over the network; no answer makes the look incomplete.",
        "one system call; a short process (chronyc) where the kernel was told nothing. On macOS one process (sntp) and a few packets to the server",
        (definition, _) => Read(definition, Platform.Here))
    {
        Options =
        [
            new("thresholds", "durations", "{ warning: 100ms, critical: 1s }", "How far the clock is off: what it is still moved by, or the estimated error, whichever is more; on macOS, how far it is from the server's."),
            new("server", "a name or an address", "required on macOS", "The server that is asked, such as time.apple.com.")
            {
                Platforms = Platforms.MacOS,
                Elsewhere = "leave it out: Linux tells by itself",
                NeededOn = Platforms.MacOS,
            },
        ],
    };

    internal static TimeCheck Read(YamlMap definition, Platforms here)
    {
        var server = definition.Text("server");
        if (server is not null && !ServerName().IsMatch(server))
            definition.Refuse("server", $"{Quoted.Of(server)} is not the name or the address of a server", "write it as time.apple.com, or 192.0.2.1");
        return new(
            Thresholds.ReadDurations(definition, "thresholds", new(0.1m, 1)),
            here == Platforms.MacOS ? new TimeServer(server ?? "") : new LinuxClock());
    }

    public async Task<Look> LookAsync(LookContext context, CancellationToken ct) => await source.AskAsync(context, ct) switch
    {
        ClockSeen.Kept clock => Seen(context, Judge(clock.ToldBy, clock.Offset, clock.AtMost)),
        ClockSeen.Unkept clock => Seen(context, Unkept(clock.ToldBy, clock.Title)),
        ClockSeen.Unknown clock => Look.Blind(context.Scanner, clock.Reason),
        var other => throw new InvalidOperationException($"{other} is no answer about a clock"),
    };

    private static Look Seen(LookContext context, Observation seen) => new([new SourceLook(context.Scanner, [seen])]);

    private static Observation Unkept(string toldBy, string title) =>
        new(null, Level.Warning, title, new JsonObject { ["told_by"] = toldBy, ["synchronized"] = false });

    private Observation Judge(string toldBy, decimal seconds, decimal? atMost)
    {
        // Rounded down, as everywhere: 99.9 ms must not read as 100 beside a threshold of 100.
        var title = seconds < 0.001m ? "the clock is right within a millisecond" : $"the clock is off by {Durations.Print(TimeSpan.FromSeconds((double)seconds))}";
        return new(null, offset.LevelOf(seconds), title, new JsonObject
        {
            ["told_by"] = toldBy,
            ["synchronized"] = true,
            ["offset_seconds"] = seconds,
            ["at_most_seconds"] = atMost,
            ["warning_seconds"] = offset.Warning,
            ["critical_seconds"] = offset.Critical,
        })
        {
            Measured = [new("offset_seconds", "s", (double)seconds)],
        };
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9.:-]{0,252}\z")]
    private static partial Regex ServerName();
}
