namespace AgentFleet.Hub.State;

/// <summary>What a review says of a pull request.</summary>
public enum HubReviewState
{
    Approved,
    ChangesRequested,
    Commented,
    Dismissed,

    /// <summary>Begun and not submitted: only its author sees it, and it has no <c>submitted_at</c>.</summary>
    Pending,
}
