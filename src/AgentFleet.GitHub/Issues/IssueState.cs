namespace AgentFleet.GitHub;

public enum IssueState
{
    Open,
    Closed,
}

public enum IssueStateReason
{
    Completed,
    NotPlanned,
    Duplicate,
    Reopened,
}

/// <summary>How an author stands to the repository, as GitHub shows it; it is no proof of rights.</summary>
public enum Association
{
    Owner,
    Member,
    Collaborator,
    Contributor,
    FirstTimer,
    FirstTimeContributor,
    Mannequin,
    None,
}
