namespace AgentFleet.Hub.State;

/// <summary>Where an issue is, seen from its old number.</summary>
internal enum HubIssuePlace
{
    Here,

    /// <summary>410 for those who may read the repository.</summary>
    Deleted,

    /// <summary>301 to its new place for those who may read that one, 404 for the others.</summary>
    Transferred,
}
