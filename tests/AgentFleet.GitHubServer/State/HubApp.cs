namespace AgentFleet.Hub.State;

/// <summary>A GitHub App: who has its private key may ask for tokens of its installations.</summary>
public sealed class HubApp
{
    private readonly HubWorld _world;
    private readonly List<HubInstallation> _installations = [];

    internal HubApp(HubWorld world, long id, string slug, string publicKey)
    {
        (_world, Id, Slug, PublicKey) = (world, id, slug, publicKey);
        (Bot, CreatedAt) = (world.User($"{slug}[bot]"), world.Now);
    }

    public long Id { get; }

    /// <summary>May stand in <c>iss</c> in the id's place, and GitHub recommends it.</summary>
    public string ClientId => $"Iv23li{Id:d14}";

    public string Slug { get; }

    /// <summary>The user in whose name the app acts.</summary>
    public HubUser Bot { get; }

    internal string PublicKey { get; }

    internal DateTimeOffset CreatedAt { get; }

    internal IReadOnlyList<HubInstallation> Installations => _installations;

    /// <summary>Installs it for all repositories of an account, or for the ones that are named.</summary>
    public HubInstallation Install(HubUser account, IReadOnlyDictionary<string, string> permissions, params IEnumerable<HubRepository> only)
    {
        lock (_world.Gate)
        {
            var installation = new HubInstallation(_world, _world.NextId(), this, account, permissions, [.. only]);
            _installations.Add(installation);
            return installation;
        }
    }
}
