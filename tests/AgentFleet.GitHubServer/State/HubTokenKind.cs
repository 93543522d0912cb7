namespace AgentFleet.Hub.State;

/// <summary>The kinds of tokens, told apart by their first letters.</summary>
public enum HubTokenKind
{
    /// <summary><c>github_pat_</c>: named repositories and rights.</summary>
    FineGrained,

    /// <summary><c>ghp_</c>: everything that its user may, as far as its scopes go.</summary>
    Classic,

    /// <summary><c>ghs_</c>: an App's, for an hour.</summary>
    Installation,
}
