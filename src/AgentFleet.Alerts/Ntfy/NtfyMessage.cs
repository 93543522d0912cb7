using AgentFleet.Ledger.Alerting;

namespace AgentFleet.Alerts;

/// <summary>What a phone shows. Strangers may have written parts of title and text.</summary>
/// <param name="Priority">1 to 5: https://docs.ntfy.sh/publish/#message-priority</param>
public sealed record NtfyMessage(string Title, string Text, int Priority, IReadOnlyList<string> Tags)
{
    public static NtfyMessage From(WaitingAlert alert) => new(alert.Title, alert.Body, alert.Priority, NtfyTags.Of(alert.Kind));
}
