namespace AgentFleet.Hub.State;

/// <summary>A credential and what it opens. <see cref="Id"/> is what logs and assertions call it, never the value.</summary>
public sealed class HubToken
{
    private readonly HubWorld _world;
    private readonly HashSet<HubRepository> _repositories = [];
    private readonly Dictionary<string, string> _permissions = [];

    internal HubToken(HubWorld world, long id, HubTokenKind kind, HubUser user, HubInstallation? installation)
    {
        (_world, Id, Kind, User, Installation) = (world, id, kind, user, installation);
        Value = kind switch
        {
            HubTokenKind.FineGrained => $"github_pat_{id:d22}",
            HubTokenKind.Classic => $"ghp_{id:d36}",
            _ => $"ghs_{id:d36}",
        };
    }

    public long Id { get; }

    public HubTokenKind Kind { get; }

    public HubUser User { get; }

    public string Value { get; }

    /// <summary>Those of a classic token: <c>repo</c>, <c>public_repo</c>, <c>workflow</c>, <c>security_events</c> …</summary>
    public IReadOnlyList<string> Scopes { get; private set; } = [];

    public DateTimeOffset? ExpiresAt { get; internal set; }

    public bool IsRevoked { get; private set; }

    internal HubInstallation? Installation { get; }

    internal IReadOnlyDictionary<string, string> Permissions => _permissions;

    internal bool Works => !IsRevoked && !(ExpiresAt <= _world.Clock.GetUtcNow()) && Installation is not { IsSuspended: true };

    /// <summary>A fine-grained token's right in these repositories; a write right reads too.</summary>
    public HubToken For(params IEnumerable<HubRepository> repositories)
    {
        lock (_world.Gate)
            _repositories.UnionWith(repositories);
        return this;
    }

    /// <param name="permissions">Such as <c>("issues", "read")</c>; metadata may always be read.</param>
    public HubToken With(params IEnumerable<(string Name, string Access)> permissions)
    {
        lock (_world.Gate)
        {
            foreach (var (name, access) in permissions)
                _permissions[name] = access;
            _permissions["metadata"] = "read";
        }
        return this;
    }

    public HubToken WithScopes(params IEnumerable<string> scopes)
    {
        lock (_world.Gate)
            Scopes = [.. scopes];
        return this;
    }

    public HubToken Until(DateTimeOffset end)
    {
        lock (_world.Gate)
            ExpiresAt = end;
        return this;
    }

    /// <summary>From now on it is answered with 401.</summary>
    public void Revoke()
    {
        lock (_world.Gate)
            IsRevoked = true;
    }

    public override string ToString() => $"token {Id}";

    /// <summary>Whether it was given for the repository at all; without, a private repository is not there.</summary>
    internal bool Covers(HubRepository repository) => Kind switch
    {
        HubTokenKind.Classic => Scopes.Contains("repo") || (!repository.IsPrivate && Scopes.Contains("public_repo")),
        HubTokenKind.Installation => Installation!.Repositories.Contains(repository) && (_repositories.Count == 0 || _repositories.Contains(repository)),
        _ => _repositories.Contains(repository),
    };
}
