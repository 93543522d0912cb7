namespace AgentFleet.GitHub;

/// <summary>
/// The <c>github:</c> section in force and the one client for it, whose limits and token last from look to look. A changed
/// section gets a new client at the next question.
/// </summary>
/// <param name="options">The section as it is now: the same object for as long as it has not changed; null when there is none.</param>
/// <param name="askingGh">For an API, what asks the gh CLI for its token; null when it has none.</param>
public sealed class GitHubConnection(Func<GitHubOptions?> options, TimeProvider clock, Func<Uri, Func<CancellationToken, Task<string?>>> askingGh) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<GitHubClient> _former = [];
    private GitHubSite? _current;

    /// <summary>Null when there is no section.</summary>
    public GitHubSite? Current
    {
        get
        {
            var wanted = options();
            lock (_lock)
            {
                if (ReferenceEquals(wanted, _current?.Options))
                    return _current;
                // Whoever still asks with the former one may finish; edits are few.
                if (_current is { } former)
                    _former.Add(former.Client);
                return _current = wanted is null ? null : new(wanted, new GitHubClient(wanted, clock, askingGh(wanted.Api)));
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _former.ForEach(client => client.Dispose());
            _current?.Client.Dispose();
        }
    }
}

/// <summary>A <c>github:</c> section and the client for it.</summary>
public sealed record GitHubSite(GitHubOptions Options, GitHubClient Client);
