using AgentFleet.GitHub.Tests.Server;
using AgentFleet.Testing;
using Microsoft.AspNetCore.Http;

namespace AgentFleet.GitHub.Tests;

/// <summary>A client with a clock that stands still, and what it talks to.</summary>
internal sealed class World : IAsyncDisposable
{
    public const string Secret = "ghp_0123456789abcdef";

    public static readonly RepositoryName Shop = RepositoryName.Parse("acme/shop");

    private World(TinyServer server, FakeTimeProvider clock, GitHubClient client) => (Server, Clock, Client) = (server, clock, client);

    public TinyServer Server { get; }

    public FakeTimeProvider Clock { get; }

    public GitHubClient Client { get; }

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<World> StartAsync(
        Func<HttpContext, Task> answer, GitHubAccess? access = null, IReadOnlyList<RepositoryName>? repos = null, TimeSpan ahead = default,
        Func<CancellationToken, Task<string?>>? askGh = null, int port = 0)
    {
        var clock = new FakeTimeProvider();
        var server = await TinyServer.StartAsync(answer, clock, ahead, port);
        var options = new GitHubOptions(server.Url, access ?? new GitHubAccess.Text(new AccessToken(Secret)), repos ?? [Shop], "agentfleet:fix");
        return new(server, clock, new GitHubClient(options, clock, askGh ?? (_ => Task.FromResult<string?>(null))));
    }

    public static Asking Asking(IReadOnlyDictionary<string, string>? known = null, TimeSpan? patience = null, bool urgent = false) =>
        new(known ?? new Dictionary<string, string>(), patience ?? TimeSpan.Zero, urgent);

    /// <summary>One question about one thing.</summary>
    public Task<Answer<GitHubRepository>> AskAsync(Asking? asking = null, CancellationToken? ct = null) =>
        RunAsync(new RepositoryQuestions(Client).OneAsync(Shop, asking ?? Asking(), ct ?? Stop));

    /// <summary>One question, while the clock stands still.</summary>
    public Task<Answer<GitHubRepository>> AskAtOnceAsync(Asking? asking = null) =>
        new RepositoryQuestions(Client).OneAsync(Shop, asking ?? Asking(), Stop).WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Stop);

    /// <summary>One question for a list.</summary>
    public Task<Answer<Listing<IssueLabel>>> ListAsync(Asking? asking = null) =>
        RunAsync(new LabelQuestions(Client).AllAsync(Shop, asking ?? Asking(), Stop));

    /// <summary>
    /// Lets every pause pass until the task is done. While a request is under way no time does: that it takes long on a busy
    /// machine is not the server's fault.
    /// </summary>
    /// <param name="longest">What pauses for longer is never done; a few seconds when left out.</param>
    public async Task<T> RunAsync<T>(Task<T> task, TimeSpan? longest = null)
    {
        await Eventually.BecomesTrueAsync(() =>
        {
            if (!task.IsCompleted && Clock.UntilNextTimer is { } wait && wait != Wire.Timeout && wait <= (longest ?? TimeSpan.FromSeconds(5)))
                Clock.Advance(wait);
            return task.IsCompleted;
        });
        return await task;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
    }
}
