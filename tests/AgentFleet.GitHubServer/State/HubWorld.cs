namespace AgentFleet.Hub.State;

/// <summary>
/// Everything that the server knows, and the only lock: a test changes the world between two requests, never within one.
/// </summary>
public sealed class HubWorld
{
    private readonly Dictionary<string, HubUser> _users = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, HubRepository> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<HubRepository> _repositories = [];
    private readonly List<HubApp> _apps = [];
    private readonly List<HubToken> _tokens = [];
    private long _lastId = 1_000_000;
    private long _lastStamp;

    internal HubWorld(TimeProvider clock) => Clock = clock;

    internal Lock Gate { get; } = new();

    internal TimeProvider Clock { get; }

    /// <summary>Where the API answers, without a slash at the end; every URL of every answer begins with it.</summary>
    internal string Api { get; set; } = "";

    /// <summary>When a user last changed: every answer that shows a user is older than that, or made anew.</summary>
    internal long UsersChanged { get; set; }

    /// <summary>GitHub's times have whole seconds.</summary>
    internal DateTimeOffset Now => DateTimeOffset.FromUnixTimeSeconds(Clock.GetUtcNow().ToUnixTimeSeconds());

    internal IReadOnlyList<HubToken> Tokens => _tokens;

    internal IReadOnlyList<HubApp> Apps => _apps;

    public IReadOnlyList<HubRepository> Repositories
    {
        get
        {
            lock (Gate)
                return [.. _repositories];
        }
    }

    /// <summary>The user of that name, made when there is none yet; a name that ends with <c>[bot]</c> is a bot.</summary>
    public HubUser User(string login)
    {
        lock (Gate)
        {
            if (!_users.TryGetValue(login, out var user))
                _users[login] = user = new(this, NextId(), login);
            return user;
        }
    }

    /// <param name="name"><c>owner/name</c>; the owner is made when there is none.</param>
    public HubRepository AddRepository(string name, bool isPrivate = false, string defaultBranch = "main")
    {
        lock (Gate)
        {
            if (name.Split('/') is not [var owner, var repo])
                throw new ArgumentException($"{name} is not owner/name", nameof(name));
            var repository = new HubRepository(this, NextId(), User(owner), repo, defaultBranch) { IsPrivate = isPrivate };
            repository.Grant(repository.Owner, HubPermission.Admin);
            _repositories.Add(repository);
            Place(repository);
            return repository;
        }
    }

    /// <param name="slug">The app's name in URLs; its bot is <c>slug[bot]</c>.</param>
    /// <param name="publicKey">PEM, SubjectPublicKeyInfo: what GitHub keeps of the app's key pair.</param>
    public HubApp AddApp(string slug, string publicKey)
    {
        lock (Gate)
        {
            var app = new HubApp(this, NextId(), slug, publicKey);
            _apps.Add(app);
            return app;
        }
    }

    /// <summary>A token of a person. It may do what the person may, as far as its kind lets it.</summary>
    public HubToken AddToken(HubUser user, HubTokenKind kind = HubTokenKind.FineGrained)
    {
        lock (Gate)
        {
            var token = new HubToken(this, NextId(), kind, user, installation: null);
            _tokens.Add(token);
            return token;
        }
    }

    internal HubToken AddToken(HubInstallation installation)
    {
        var token = new HubToken(this, NextId(), HubTokenKind.Installation, installation.App.Bot, installation);
        _tokens.Add(token);
        return token;
    }

    internal void Place(HubRepository repository) => _byName[repository.FullName] = repository;

    internal HubUser? Find(string login) => _users.GetValueOrDefault(login);

    /// <summary>By any name that it has or had, as long as nobody else has taken the name.</summary>
    internal HubRepository? Repository(string fullName) => _byName.GetValueOrDefault(fullName);

    internal HubRepository? Repository(long id) => _repositories.Find(r => r.Id == id);

    internal void Remove(HubRepository repository)
    {
        _repositories.Remove(repository);
        foreach (var name in _byName.Where(n => n.Value == repository).Select(n => n.Key).ToList())
            _byName.Remove(name);
    }

    internal void Replace(HubUser user, string formerLogin)
    {
        _users.Remove(formerLogin);
        _users[user.Login] = user;
    }

    internal long NextId() => ++_lastId;

    /// <summary>A number that grows with every change.</summary>
    internal long Stamp() => ++_lastStamp;
}
