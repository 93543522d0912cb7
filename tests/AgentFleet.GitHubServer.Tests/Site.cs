using AgentFleet.Hub.State;
using AgentFleet.Testing;

namespace AgentFleet.Hub.Tests;

/// <summary>A server with one repository, a maintainer, and her token, whose clock the test moves.</summary>
internal sealed class Site : IAsyncDisposable
{
    private Site(GitHubServer server, FakeTimeProvider clock)
    {
        (Server, Clock, World) = (server, clock, server.World);
        Shop = World.AddRepository("acme/shop");
        Ann = World.User("ann");
        Shop.Grant(Ann, HubPermission.Maintain);
        Token = World.AddToken(Ann).For(Shop).With(("issues", "read"), ("pull_requests", "read"), ("actions", "read"));
        Ask = new(server, Token.Value);
    }

    public GitHubServer Server { get; }

    public FakeTimeProvider Clock { get; }

    public HubWorld World { get; }

    /// <summary>The address, without a slash at the end.</summary>
    public string Api => Server.Url.AbsoluteUri.TrimEnd('/');

    public HubRepository Shop { get; }

    public HubUser Ann { get; }

    public HubToken Token { get; }

    public Asking Ask { get; }

    public static async Task<Site> StartAsync(GitHubRules? rules = null)
    {
        var clock = new FakeTimeProvider();
        return new(await GitHubServer.StartAsync(rules, clock), clock);
    }

    public void Pass(int seconds) => Clock.Advance(TimeSpan.FromSeconds(seconds));

    public async ValueTask DisposeAsync()
    {
        Ask.Dispose();
        await Server.DisposeAsync();
    }
}
