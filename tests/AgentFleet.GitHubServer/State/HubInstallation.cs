namespace AgentFleet.Hub.State;

/// <summary>An app in the hands of an account: for which repositories, with which rights.</summary>
public sealed class HubInstallation
{
    private readonly HubWorld _world;
    private readonly List<HubRepository> _only;

    internal HubInstallation(
        HubWorld world, long id, HubApp app, HubUser account, IReadOnlyDictionary<string, string> permissions, List<HubRepository> only)
    {
        (_world, Id, App, Account, _only) = (world, id, app, account, only);
        // Every installation may read metadata; GitHub asks for no less.
        Permissions = new Dictionary<string, string>(permissions) { ["metadata"] = "read" };
        (CreatedAt, Selects) = (world.Now, only.Count > 0);
    }

    public long Id { get; }

    public HubApp App { get; }

    public HubUser Account { get; }

    /// <summary>Such as <c>issues: write</c>.</summary>
    public IReadOnlyDictionary<string, string> Permissions { get; }

    /// <summary>While it is suspended, no token is given out and none works.</summary>
    public bool IsSuspended { get; private set; }

    /// <summary>Of chosen repositories only.</summary>
    internal bool Selects { get; }

    internal DateTimeOffset CreatedAt { get; }

    internal IReadOnlyList<HubRepository> Repositories =>
        Selects ? _only : [.. _world.Repositories.Where(r => r.Owner == Account)];

    public void Suspend() => Change(() => IsSuspended = true);

    public void Add(HubRepository repository) => Change(() => _only.Add(repository));

    public void Remove(HubRepository repository) => Change(() => _only.Remove(repository));

    private void Change(Action change)
    {
        lock (_world.Gate)
            change();
    }
}
