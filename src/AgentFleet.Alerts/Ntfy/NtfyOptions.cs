using System.Text.RegularExpressions;
using AgentFleet.Definitions;

namespace AgentFleet.Alerts;

/// <summary>
/// The <c>ntfy:</c> section of <c>agentfleet.yaml</c>. Topic and token are secrets (who knows a topic of ntfy.sh can
/// read it), so <see cref="ToString"/> leaves both out.
/// </summary>
public sealed partial record NtfyOptions(Uri Server, string Topic, string? Token)
{
    private const string DefaultServer = "https://ntfy.sh";

    /// <summary>Reads <c>server</c> (left out: ntfy.sh), <c>topic</c> and <c>token</c>; null when there is no section or it is wrong.</summary>
    public static NtfyOptions? Read(YamlMap? section, IReadOnlyDictionary<string, string> environment, Problems problems)
    {
        if (section is null)
            return null;
        var server = section.Has("server") ? Address(section, section.ExpandedText("server", environment), problems) : new Uri(DefaultServer);
        var topic = section.Require("topic") ? section.ExpandedText("topic", environment) : null;
        var token = section.ExpandedText("token", environment);
        // The values stay out of the messages: they may come from the environment.
        if (topic is not null && !TopicPattern().IsMatch(topic))
        {
            problems.Add(section.PlaceOf("topic"), "\"topic\" must be 1 to 64 letters, digits, \"-\" or \"_\"");
            return null;
        }
        if (token is not null && !TokenPattern().IsMatch(token))
        {
            problems.Add(section.PlaceOf("token"), "\"token\" must be one word in plain letters, such as tk_…");
            return null;
        }
        return server is null || topic is null || (token is null && section.Has("token")) ? null : new(server, topic, token);
    }

    private static Uri? Address(YamlMap section, string? text, Problems problems)
    {
        if (text is null)
            return null;
        var (message, suggestion) = Uri.TryCreate(text, UriKind.Absolute, out var address) ? Fault(address) : NoAddress;
        if (message is null)
            return address;
        problems.Add(section.PlaceOf("server"), message, suggestion);
        return null;
    }

    private static (string?, string?) NoAddress => ("\"server\" must be the web address of an ntfy server", $"such as \"{DefaultServer}\"");

    private static (string? Message, string? Suggestion) Fault(Uri address) => address switch
    {
        { Scheme: not ("http" or "https") } or { Host: "" } => NoAddress,
        { UserInfo.Length: > 0 } => ("\"server\" must hold no user or password", "put an access token under \"token\""),
        { PathAndQuery: not "/" } or { Fragment.Length: > 0 } => ("\"server\" must be the address alone, without a path", "the topic goes under \"topic\""),
        _ => (null, null),
    };

    public override string ToString() => $"ntfy at {Server}";

    [GeneratedRegex(@"^[-_A-Za-z0-9]{1,64}\z")]
    private static partial Regex TopicPattern();

    [GeneratedRegex(@"^[!-~]+\z")]
    private static partial Regex TokenPattern();
}
