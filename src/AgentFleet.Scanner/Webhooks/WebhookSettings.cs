using AgentFleet.GitHub;

namespace AgentFleet.Scanner.Webhooks;

/// <summary>
/// Where deliveries are taken, as the newest good configuration says; asked again and again, so that an edit moves the
/// listener. Null: nowhere.
/// </summary>
public sealed record WebhookSettings(Func<WebhookOptions?> Current)
{
    /// <summary>Which kind of scanner a delivery makes look.</summary>
    public string Kind { get; init; } = "github";
}
