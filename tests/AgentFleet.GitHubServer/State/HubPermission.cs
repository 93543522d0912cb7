namespace AgentFleet.Hub.State;

/// <summary>What a user may do in a repository, weakest first: https://docs.github.com/en/organizations/managing-user-access-to-your-organizations-repositories</summary>
public enum HubPermission
{
    None,
    Read,
    Triage,
    Write,
    Maintain,
    Admin,
}
