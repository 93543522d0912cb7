namespace AgentFleet.GitHub;

/// <summary>What happens to issues, as far as it is of use here.</summary>
public enum TimelineKind
{
    Labeled,
    Unlabeled,
    Renamed,
    Closed,
    Reopened,
    Locked,
    Unlocked,
    Transferred,
    ConvertedToDiscussion,
    Commented,
    CommentDeleted,
    CrossReferenced,
    Referenced,
    Reviewed,
    Committed,
    Merged,
    Assigned,
    Unassigned,
    Mentioned,
    Subscribed,
}
