namespace AgentFleet.Hub.State;

/// <summary>A repository and what is in it.</summary>
public sealed class HubRepository
{
    private readonly Dictionary<HubUser, HubPermission> _collaborators = [];
    private long _changed;

    internal HubRepository(HubWorld world, long id, HubUser owner, string name, string defaultBranch)
    {
        (World, Id, Owner, Name, DefaultBranch) = (world, id, owner, name, defaultBranch);
        (CreatedAt, PushedAt) = (world.Now, world.Now);
        Issues = new(this);
        Pulls = new(this);
        Labels = new(this);
        Commits = new(this);
        Actions = new(this);
        Security = new(this);
        Code = new(this);
    }

    public long Id { get; }

    public HubUser Owner { get; private set; }

    public string Name { get; private set; }

    public string FullName => $"{Owner.Login}/{Name}";

    public string DefaultBranch { get; private set; }

    public bool IsPrivate { get; internal init; }

    /// <summary>Readable, and nothing else.</summary>
    public bool IsArchived { get; private set; }

    /// <summary>Without them every issue endpoint answers 410.</summary>
    public bool HasIssues { get; private set; } = true;

    public HubIssues Issues { get; }

    public HubPulls Pulls { get; }

    public HubLabels Labels { get; }

    public HubCommits Commits { get; }

    public HubActions Actions { get; }

    public HubSecurity Security { get; }

    public HubCode Code { get; }

    internal HubWorld World { get; }

    internal DateTimeOffset CreatedAt { get; }

    internal DateTimeOffset PushedAt { get; private set; }

    /// <summary>When anything that its figures tell of changed: pull requests show them, twice.</summary>
    internal long Moved { get; private set; }

    /// <summary>When something that other answers show of the repository changed: its name, its owner, the users.</summary>
    internal long Changed => Math.Max(_changed, World.UsersChanged);

    internal string Url => $"{World.Api}/repos/{FullName}";

    internal string HtmlUrl => $"https://github.com/{FullName}";

    /// <summary>The old name leads to the repository until somebody takes it.</summary>
    public void Rename(string name) => Change(() => Name = name);

    public void TransferTo(HubUser owner) => Change(() => Owner = owner);

    public void Archive() => Change(() => IsArchived = true);

    public void DisableIssues() => Change(() => HasIssues = false);

    public void SetDefaultBranch(string branch) => Change(() => DefaultBranch = branch);

    /// <summary>From now on it is 404 for everybody, whatever it was called.</summary>
    public void Delete() => Change(() => World.Remove(this), place: false);

    public void Grant(HubUser user, HubPermission permission)
    {
        lock (World.Gate)
            _collaborators[user] = permission;
    }

    internal HubPermission PermissionOf(HubUser user)
    {
        var granted = _collaborators.GetValueOrDefault(user);
        return granted == HubPermission.None && !IsPrivate ? HubPermission.Read : granted;
    }

    internal string AssociationOf(HubUser user) => user == Owner ? "OWNER"
        : _collaborators.GetValueOrDefault(user) >= HubPermission.Triage ? "COLLABORATOR"
        : "NONE";

    internal void Pushed()
    {
        PushedAt = World.Now;
        Move();
    }

    internal void Move() => Moved = World.Stamp();

    private void Change(Action change, bool place = true)
    {
        lock (World.Gate)
        {
            change();
            if (place)
                World.Place(this);
            _changed = World.Stamp();
            Move();
        }
    }
}
