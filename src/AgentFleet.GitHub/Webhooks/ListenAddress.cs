using System.Globalization;
using System.Net;
using AgentFleet.Definitions;

namespace AgentFleet.GitHub;

/// <summary>
/// Reads HOST:PORT, where HOST is one of this machine's own addresses. It has to be written out: nobody opens a port to the
/// world by leaving something out.
/// </summary>
internal static class ListenAddress
{
    private const int UsualPort = 8477;

    /// <summary>Null, and a problem, when it is none; the usual one when the key is left out.</summary>
    public static IPEndPoint? Read(YamlMap section, string key, IReadOnlyDictionary<string, string> environment)
    {
        if (!section.Has(key))
            return new(IPAddress.Loopback, UsualPort);
        if (section.ExpandedText(key, environment) is not { } text)
            return null;
        if (Parse(text) is { } address)
            return address;
        section.Refuse(key, $"{Quoted.Of(text)} is not an address of this machine with a port", Suggestion(text));
        return null;
    }

    private static IPEndPoint? Parse(string text)
    {
        var (host, port) = Split(text);
        return port is null ? null : host switch
        {
            "localhost" => new(IPAddress.Loopback, port.Value),
            ['[', .. var inner, ']'] when inner.Contains(':', StringComparison.Ordinal) && IPAddress.TryParse(inner, out var six) => new(six, port.Value),
            // "127.1" and "2130706433" are the same address to a parser, but not to a person.
            _ when IPAddress.TryParse(host, out var four) && four.ToString() == host && !host.Contains(':', StringComparison.Ordinal) => new(four, port.Value),
            _ => null,
        };
    }

    private static (string Host, int? Port) Split(string text)
    {
        var colon = text.LastIndexOf(':');
        var known = int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= IPEndPoint.MaxPort;
        return (colon < 0 ? "" : text[..colon], known ? port : null);
    }

    private static string Suggestion(string text)
    {
        if (text.Contains("://", StringComparison.Ordinal) && Uri.TryCreate(text, UriKind.Absolute, out var url) && Parse(url.Authority) is { } inside)
            return $"did you mean {Quoted.Of(inside.ToString())}?";
        var (host, port) = Split(text);
        return (host, port) switch
        {
            ("", { } only) => $"did you mean {Quoted.Of($"127.0.0.1:{only}")}?",
            ("*" or "+", { } all) => $"write {Quoted.Of($"0.0.0.0:{all}")} for all addresses of this machine",
            _ => $"write it in numbers, such as \"127.0.0.1:{UsualPort}\"",
        };
    }
}
