using System.Globalization;
using System.Net;

namespace AgentFleet.Scanner.Checks.Network;

/// <summary>A host (a name or an address) and a port of it.</summary>
internal sealed record HostPort(string Host, int Port)
{
    /// <summary>Reads <c>host:port</c>, <c>[::1]:port</c> or, where there is a usual port, a host alone.</summary>
    public static HostPort? Parse(string text, int? usualPort = null)
    {
        if (IsHost(text))
            return usualPort is { } usual ? new(text, usual) : null;
        var colon = text.LastIndexOf(':');
        if (colon < 0 || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || !IsPort(port))
            return null;
        var host = text[..colon] is ['[', .. var inner, ']'] && inner.Contains(':', StringComparison.Ordinal) ? inner : text[..colon];
        // Outside of brackets nobody could tell the address from the port.
        return IsHost(host) && (!host.Contains(':', StringComparison.Ordinal) || text[0] == '[') ? new(host, port) : null;
    }

    /// <summary>Whether it is the name of a host, or an address that one can connect to.</summary>
    public static bool IsHost(string text) => text.Length is > 0 and <= 253 && !text.StartsWith('[')
        && (IPAddress.TryParse(text, out var address)
            ? !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any)
            : Uri.CheckHostName(text) == UriHostNameType.Dns);

    public static bool IsPort(int port) => port is > 0 and <= 65535;

    public override string ToString() => Host.Contains(':', StringComparison.Ordinal)
        ? string.Create(CultureInfo.InvariantCulture, $"[{Host}]:{Port}")
        : string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");
}
