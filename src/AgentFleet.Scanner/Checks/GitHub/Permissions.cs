using System.Collections.Concurrent;
using AgentFleet.GitHub;

namespace AgentFleet.Scanner.Checks.GitHub;

/// <summary>What people may do in a repository, each asked for once in a look.</summary>
internal sealed class Permissions(GitHubClient client, RepositoryName repository, Asking asking)
{
    private readonly PermissionQuestions _questions = new(client);
    private readonly ConcurrentDictionary<string, Task<Answer<CollaboratorPermission>>> _asked = new(StringComparer.OrdinalIgnoreCase);

    public Task<Answer<CollaboratorPermission>> OfAsync(string login, CancellationToken ct) =>
        _asked.GetOrAdd(login, name => _questions.OfAsync(repository, name, asking, ct));
}
