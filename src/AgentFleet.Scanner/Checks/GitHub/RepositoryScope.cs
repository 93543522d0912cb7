using AgentFleet.GitHub;

namespace AgentFleet.Scanner.Checks.GitHub;

/// <summary>One repository at one look: what is asked, how, and what is known of it.</summary>
/// <param name="Name">As GitHub calls it now.</param>
/// <param name="Id">Stays the same when it is renamed.</param>
/// <param name="Full">Everything is looked at, changed or not.</param>
internal sealed record RepositoryScope(GitHubClient Client, GitHubSettings Settings, RepositoryName Name, long Id, string DefaultBranch, bool Full, DateTimeOffset Now)
{
    // Longer than this another repository may have its turn, and what was not seen is seen at the next look.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public required KnownFindings Known { get; init; }

    public RepositoryKeys Keys { get; } = new(Name, Id);

    /// <summary>Each person is asked about once in a look.</summary>
    public Permissions Permissions { get; } = new(Client, Name, Asking.AtOnce with { Patience = Patience });

    /// <summary>Nothing is known.</summary>
    public Asking Afresh { get; } = Asking.AtOnce with { Patience = Patience };

    /// <summary>For what an attempt waits for: it may use what is kept in reserve.</summary>
    public Asking Urgently => Afresh with { Urgent = true };

    public Asking Knowing(IReadOnlyDictionary<string, string>? etags) => etags is null ? Afresh : Afresh with { Known = etags };
}
