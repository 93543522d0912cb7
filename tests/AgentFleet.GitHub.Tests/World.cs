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
        Func<CancellationToken, Task<string?>>? askGh = null)
    {
        var clock = new FakeTimeProvider();
        var server = await TinyServer.StartAsync(answer, clock, ahead);
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

    /// <summary>Lets the clock run until the task is done; what waits for longer than a few seconds never is.</summary>
    public async Task<T> RunAsync<T>(Task<T> task, TimeSpan? step = null)
    {
        await Eventually.BecomesTrueAsync(() =>
        {
            if (!task.IsCompleted)
                Clock.Advance(step ?? TimeSpan.FromMilliseconds(20));
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
