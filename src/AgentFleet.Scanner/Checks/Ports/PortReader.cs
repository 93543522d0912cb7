using AgentFleet.Definitions;
using AgentFleet.Scanner.Checks.Network;

namespace AgentFleet.Scanner.Checks.Ports;

/// <summary>Reads what a definition says about a port.</summary>
internal static class PortReader
{
    private const int LongestExpected = 500;

    public static PortCheck Read(YamlMap definition)
    {
        var expect = definition.Text("expect");
        if (expect is { Length: 0 or > LongestExpected })
            definition.Refuse("expect", $"\"expect\" must be a text of 1 to {LongestExpected} characters");
        return new PortCheck(ReadTarget(definition) ?? new("localhost", 1), expect, Thresholds.ReadDurations(definition, "thresholds", Thresholds.Never));
    }

    private static HostPort? ReadTarget(YamlMap definition)
    {
        var port = definition.WholeNumber("port", 0, min: 1, max: 65535);
        var address = definition.RequiredText("address");
        if (string.IsNullOrWhiteSpace(address))
            return null;

        var whole = HostPort.Parse(address);
        if (whole is not null && definition.Has("port"))
            definition.Refuse("port", "\"address\" has a port already", "leave one of the two out");
        else if (whole is null && HostPort.IsHost(address) && !definition.Has("port"))
            definition.Refuse("address", $"{Quoted.Of(address)} has no port", "write host:port, or the key \"port\" beside it");
        else if (whole is null && !HostPort.IsHost(address))
            definition.Refuse("address", $"{Quoted.Of(address)} is neither a host nor host:port", "such as example.org:443, 10.0.0.1:5432 or [::1]:22");
        return whole ?? new(address, port);
    }
}
