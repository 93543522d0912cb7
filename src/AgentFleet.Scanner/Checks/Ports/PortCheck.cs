using System.Globalization;
using System.Text.Json.Nodes;
using AgentFleet.Definitions;
using AgentFleet.Ledger;
using AgentFleet.Scanner.Checks.Network;

namespace AgentFleet.Scanner.Checks.Ports;

/// <summary>Whether a port accepts connections, how soon, and whether the server says what it should.</summary>
/// <param name="expect">Text that the server must say by itself; null: it need not say anything.</param>
internal sealed class PortCheck(HostPort target, string? expect, Thresholds thresholds) : ICheck
{
    internal Dialer Dialer { get; init; } = new();

    public static CheckKind Kind { get; } = new(
        "port",
        "Whether a TCP port accepts connections, and how soon. Refused, no answer in time, and a name that the resolver says does not exist are critical. A resolver that fails, or no network here, makes the look incomplete.",
        "one connection, closed at once",
        (definition, _) => PortReader.Read(definition))
    {
        Options =
        [
            new("address", "a host, or host:port", "required", "A name or an address; an IPv6 address with a port is written [::1]:22."),
            new("port", "1 to 65535", "that of \"address\"", "The port."),
            new("expect", "text", "nothing", "Must be in the first 4096 bytes that the server says by itself, such as \"SSH-2.0-\"; a port that accepts and says something else, or nothing, is critical."),
            new("thresholds", "durations, such as 200ms", "none", "How long it may take to connect, without looking up the name."),
        ],
    };

    public async Task<Look> LookAsync(LookContext context, CancellationToken ct)
    {
        // Early enough that "no answer" is still told as what it is.
        var patience = context.Timeout * 0.8;
        var began = context.Clock.GetTimestamp();
        using var dialed = await Dialer.DialAsync(target, patience, context.Clock, ct);
        if (dialed.Trouble is { BlamesTarget: false } blind)
            return Look.Blind(context.Scanner, $"{target}: {blind.Reason}");

        var greeting = dialed.Socket is { } socket && expect is not null
            ? await Greeting.ReadAsync(socket, expect, patience - context.Clock.GetElapsedTime(began), context.Clock, ct)
            : null;
        return new([new SourceLook(context.Scanner, [Judge(dialed, greeting, patience)])]);
    }

    private Observation Judge(Dialed dialed, Greeting? greeting, TimeSpan patience)
    {
        var milliseconds = Math.Round(dialed.Elapsed.TotalMilliseconds, 1);
        var (level, title) = (dialed.Trouble, greeting) switch
        {
            ({ } trouble, _) => (Level.Critical, $"{target} does not accept connections: {trouble.Reason}"),
            (_, { Found: false, Text: "", Closed: true }) => (Level.Critical, $"{target} closes the connection and says nothing"),
            (_, { Found: false, Text: "" }) => (Level.Critical, $"{target} accepts and says nothing for {Durations.Print(patience)}"),
            (_, { Found: false } other) => (Level.Critical, $"{target} says {Quoted.Of(other.Text)}, not {Quoted.Of(expect!)}"),
            _ => (thresholds.LevelOf(dialed.Elapsed), string.Create(CultureInfo.InvariantCulture, $"{target} accepts connections within {milliseconds} ms")),
        };
        return new Observation(null, level, PlainText.Line(title, 250), new JsonObject
        {
            ["address"] = target.Host,
            ["port"] = target.Port,
            ["trouble"] = dialed.Trouble?.Reason,
            ["connect_milliseconds"] = dialed.Trouble is null ? milliseconds : null,
            ["timeout_milliseconds"] = patience.TotalMilliseconds,
            ["expect"] = expect,
            ["said"] = greeting is null ? null : PlainText.Line(greeting.Text, 200),
            ["warning_milliseconds"] = thresholds.Warning * 1000,
            ["critical_milliseconds"] = thresholds.Critical * 1000,
        })
        {
            Measured = dialed.Trouble is null ? [new("connect_milliseconds", "ms", milliseconds)] : [],
        };
    }
}
