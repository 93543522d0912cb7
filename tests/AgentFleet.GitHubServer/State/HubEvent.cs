namespace AgentFleet.Hub.State;

/// <summary>Something that happened to an issue. Kinds: https://docs.github.com/en/rest/using-the-rest-api/issue-event-types</summary>
internal sealed record HubEvent(long Id, string Kind, HubUser Actor, DateTimeOffset At)
{
    public HubLabel? Label { get; init; }

    /// <summary>The App that did it in the actor's name.</summary>
    public HubApp? Via { get; init; }

    /// <summary>The old and the new title of a <c>renamed</c> event.</summary>
    public string? From { get; init; }

    public string? To { get; init; }

    public string? Reason { get; init; }

    public bool IsLock { get; init; }

    public HubComment? Comment { get; init; }

    public HubReview? Review { get; init; }

    public HubIssue? Source { get; init; }

    /// <summary>These are in the timeline and not in the events.</summary>
    public bool IsTimelineOnly => Kind is "commented" or "reviewed" or "cross-referenced" or "committed";
}
