using System.Net;
using AgentFleet.Definitions;

namespace AgentFleet.GitHub;

/// <summary>The section <c>webhook:</c> within <c>github:</c>: where GitHub's deliveries are taken, and what they are signed with.</summary>
public sealed record WebhookOptions(IPEndPoint Listen, WebhookSecret Secret)
{
    private const string Advice = "make one with \"openssl rand -hex 32\", and give GitHub the same";

    /// <summary>Whether only this machine reaches it.</summary>
    public bool IsLocal => IPAddress.IsLoopback(Listen.Address);

    /// <summary>Null when there is no section, or it is wrong.</summary>
    internal static WebhookOptions? Read(YamlMap? section, IReadOnlyDictionary<string, string> environment)
    {
        if (section is null)
            return null;
        var listen = ListenAddress.Read(section, "listen", environment);
        if (!section.Require("secret") || section.ExpandedText("secret", environment) is not { } text)
            return null;
        if (WebhookSecret.IsSecret(text))
            return listen is null ? null : new(listen, new(text));
        // The value stays out of the message: it may come from the environment.
        section.Refuse("secret", $"\"secret\" must be one line of at least {WebhookSecret.LeastLength} characters", Advice);
        return null;
    }

    public override string ToString() => IsLocal
        ? $"{Listen}, for this machine only"
        : $"{Listen}, for everybody whose packets reach {(IsAny ? "this machine" : "that address")}";

    private bool IsAny => Listen.Address.Equals(IPAddress.Any) || Listen.Address.Equals(IPAddress.IPv6Any);
}
