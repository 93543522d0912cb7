namespace AgentFleet.GitHub;

/// <summary>Where the configuration says that a token comes from.</summary>
public abstract record GitHubAccess
{
    private GitHubAccess()
    {
    }

    /// <summary>Only what everybody may see, and little of that: 60 requests an hour.</summary>
    public sealed record Anonymous : GitHubAccess;

    public sealed record Text(AccessToken Secret) : GitHubAccess;

    /// <summary>The gh CLI is asked.</summary>
    public sealed record Gh : GitHubAccess;

    /// <param name="Path">A file that holds the token and nothing else; read again when its token is refused.</param>
    public sealed record TokenFile(string Path) : GitHubAccess;

    /// <param name="Id">The App's number or its client id.</param>
    /// <param name="Installation">Its installation at one account.</param>
    /// <param name="KeyFile">Its private key, a PEM file; read for every renewal, so that it may be exchanged.</param>
    public sealed record App(string Id, long Installation, string KeyFile) : GitHubAccess;
}
