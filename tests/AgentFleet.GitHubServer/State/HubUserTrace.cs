namespace AgentFleet.Hub.State;

/// <summary>What there is to see of a user.</summary>
internal enum HubUserTrace
{
    Present,

    /// <summary>Deleted; shown as the user <c>ghost</c>, id 10137.</summary>
    Ghost,

    /// <summary>Deleted; shown as <c>null</c>.</summary>
    Null,
}
