namespace AgentFleet.GitHubSetup;

/// <summary>A label that AgentFleet, or one of its workflows, goes by.</summary>
/// <param name="Color">Six hexadecimal digits.</param>
internal sealed record WantedLabel(string Name, string Color, string Description)
{
    /// <summary>Each name once, as GitHub compares them: whatever the fix label is called, it comes first.</summary>
    public static IReadOnlyList<WantedLabel> All(string fixLabel) => [.. new WantedLabel[]
    {
        new(fixLabel, "5319e7", "AgentFleet is to fix this; counts only from those who may write here"),
        // These two as the workflows make them.
        new("agentfleet:queued", "fbca04", "AgentFleet was asked to fix this"),
        new("workflow-failure", "b60205", "A workflow fails on the default branch"),
        new("p0", "b60205", "To be fixed before anything else"),
        new("p1", "d93f0b", "To be fixed before what is usual"),
        new("p2", "fbca04", "To be fixed when its turn comes"),
        new("p3", "c2e0c6", "To be fixed when nothing else waits"),
    }.DistinctBy(label => label.Name, StringComparer.OrdinalIgnoreCase)];
}
