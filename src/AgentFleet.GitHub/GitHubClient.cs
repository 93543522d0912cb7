using System.Collections.ObjectModel;
using System.Text.Json.Serialization.Metadata;

namespace AgentFleet.GitHub;

/// <summary>
/// Asks GitHub's REST API. Every outcome is an answer; nothing is kept from one question to the next but connections, the
/// token, and what the limits leave. One client for one configuration: its limits are those of its token.
/// </summary>
public sealed class GitHubClient : IDisposable
{
    private const int MostRedirects = 3;

    private readonly Uri _api;
    private readonly TimeProvider _clock;
    private readonly Wire _wire;
    private readonly Gate _gate;
    private readonly Sender _sender;
    private readonly ITokenSource? _tokens;
    private readonly ServerClock _serverClock;

    /// <param name="askGh">Asks the gh CLI for its token; null when it has none.</param>
    public GitHubClient(GitHubOptions options, TimeProvider clock, Func<CancellationToken, Task<string?>> askGh)
        : this(options.Api, clock, Wire.Network(), (sender, serverClock) => TokenSources.Of(options, sender, serverClock, clock, askGh))
    {
    }

    internal GitHubClient(Uri api, TimeProvider clock, HttpMessageHandler network, Func<Sender, ServerClock, ITokenSource?> tokens)
    {
        var serverClock = new ServerClock(clock);
        (_api, _clock, _serverClock) = (api, clock, serverClock);
        _wire = new Wire(network, clock, serverClock);
        _gate = new Gate(clock, serverClock);
        _sender = new Sender(_wire, _gate, clock);
        _tokens = tokens(_sender, serverClock);
    }

    /// <summary>What time it is at GitHub, by its last answer.</summary>
    public DateTimeOffset ServerTime => _serverClock.Server;

    public void Dispose()
    {
        _wire.Dispose();
        _gate.Dispose();
    }

    internal async Task<Answer<T>> GetAsync<T>(Endpoint endpoint, JsonTypeInfo<T> type, Asking asking, CancellationToken ct)
    {
        var url = Address(endpoint);
        var known = Remembered.Of(asking.Known.GetValueOrDefault(url.AbsoluteUri))?.ETag;
        var asked = await AskAsync(new Letter(HttpMethod.Get, url) { IfNoneMatch = known, MayRepeat = true }, endpoint.Repository, Turn.Of(asking, _clock), ct);
        if (asked is not Answer<Reply.Arrived>.Seen { Value: var reply })
            return asked.As<T>();
        if (reply.Status == 304)
            return new Answer<T>.Unchanged(Note(url, known));
        var answer = Reading.Answer(reply, type);
        return answer is Answer<T>.Seen seen ? seen with { ETags = Note(url, reply.Head.ETag) } : answer;
    }

    internal async Task<Answer<Listing<T>>> ListAsync<TPage, T>(
        Endpoint endpoint, JsonTypeInfo<TPage> type, Func<TPage, IReadOnlyList<T?>?> items, Asking asking, CancellationToken ct)
        where T : class
    {
        var turn = Turn.Of(asking, _clock);
        return await new PageWalk<TPage, T>(
            (url, etag) => AskAsync(new Letter(HttpMethod.Get, url) { IfNoneMatch = etag, MayRepeat = true }, endpoint.Repository, turn, ct),
            endpoint, Address(endpoint), type, items, asking).WalkAsync();
    }

    internal Task<Answer<Listing<T>>> ListAsync<T>(Endpoint endpoint, JsonTypeInfo<IReadOnlyList<T?>> type, Asking asking, CancellationToken ct)
        where T : class => ListAsync(endpoint, type, static page => page, asking, ct);

    /// <summary>Changes something, once.</summary>
    internal async Task<Answer<T>> SendAsync<T>(HttpMethod method, Endpoint endpoint, byte[] body, JsonTypeInfo<T> type, Asking asking, CancellationToken ct)
    {
        var asked = await AskAsync(new Letter(method, Address(endpoint)) { Body = body }, endpoint.Repository, Turn.Of(asking, _clock), ct);
        return asked is Answer<Reply.Arrived>.Seen { Value: var reply } ? Reading.Answer(reply, type) : asked.As<T>();
    }

    /// <summary>Asks the GraphQL API, which changes nothing here.</summary>
    internal async Task<Answer<T>> QueryAsync<T>(byte[] body, RepositoryName repository, JsonTypeInfo<T> type, Asking asking, CancellationToken ct)
    {
        // Elsewhere than at github.com the REST API lies under api/v3 and this one beside it.
        var url = new Uri(_api, _api.AbsolutePath.EndsWith("/api/v3/", StringComparison.Ordinal) ? "../graphql" : "graphql");
        var letter = new Letter(HttpMethod.Post, url) { Body = body, MayRepeat = true, CountsForBudget = false };
        var asked = await AskAsync(letter, repository, Turn.Of(asking, _clock), ct);
        return asked is Answer<Reply.Arrived>.Seen { Value: var reply } ? Reading.Answer(reply, type) : asked.As<T>();
    }

    /// <summary>A repository, asked for what its answer tells of the token.</summary>
    internal async Task<Answer<TokenRights>> RightsAsync(Endpoint repository, Asking asking, CancellationToken ct)
    {
        var asked = await AskAsync(new Letter(HttpMethod.Get, Address(repository)) { MayRepeat = true }, repository.Repository, Turn.Of(asking, _clock), ct);
        if (asked is not Answer<Reply.Arrived>.Seen { Value: var reply })
            return asked.As<TokenRights>();
        var answer = Reading.Answer(reply, GitHubJson.Default.GitHubRepository);
        return answer is Answer<GitHubRepository>.Seen { Value: var seen }
            ? Answer<TokenRights>.Of(new(seen.Permissions, reply.Head.Scopes?.Split(", ", StringSplitOptions.RemoveEmptyEntries), _tokens?.Granted))
            : answer.As<TokenRights>();
    }

    /// <summary>What arrived in the end, whatever its status, redirects followed.</summary>
    internal async Task<Answer<Reply.Arrived>> AskAsync(Letter letter, RepositoryName? repository, Turn turn, CancellationToken ct)
    {
        for (var redirects = 0; ; redirects++)
        {
            var asked = await AskWithTokenAsync(letter, repository, turn, ct);
            if (asked is not Answer<Reply.Arrived>.Seen { Value: { Status: >= 300 and < 400 and not 304 } moved })
                return Unasked(asked, letter);
            if (moved.Status is not (301 or 307 or 308) || moved.Head.Location is not { } location || !Uri.TryCreate(letter.Url, location, out var next))
                return Failure($"it answered {moved.Status} and not where to");
            if (!SameHost.Holds(_api, next))
                return Failure("it redirects to another host, where the token must not go");
            if (redirects == MostRedirects)
                return Failure($"more than {MostRedirects} redirects");
            letter = letter with { Url = next };
        }
    }

    internal Uri Address(Endpoint endpoint) => new(_api, endpoint.Path);

    private async Task<Answer<Reply.Arrived>> AskWithTokenAsync(Letter letter, RepositoryName? repository, Turn turn, CancellationToken ct)
    {
        if (_tokens is null)
            return Sent(await _sender.SendAsync(letter, null, turn, ct));
        (AccessToken Token, Reply Reply)? refused = null;
        while (true)
        {
            var answer = await TokenAsync(_tokens, repository, turn, ct);
            if (answer is not Answer<AccessToken>.Seen { Value: var token })
                return answer.As<Reply.Arrived>();
            if (token.IsSameAs(refused?.Token))
                return Sent(refused!.Value.Reply);
            var reply = await _sender.SendAsync(letter, token, turn, ct);
            if (reply is not Reply.Arrived { Status: 401 } || refused is not null)
                return Sent(reply);
            // It may have run out or been withdrawn; with another one it is asked once more.
            refused = (token, reply);
            _tokens.Drop(token);
        }
    }

    private async Task<Answer<AccessToken>> TokenAsync(ITokenSource tokens, RepositoryName? repository, Turn turn, CancellationToken ct)
    {
        while (true)
        {
            var answer = await tokens.TokenAsync(repository, ct);
            if (answer is not Answer<AccessToken>.Limited(var until, var which) || await _gate.WaitAsync(new(until, which), turn, ct) is not null)
                return answer;
        }
    }

    private static Answer<Reply.Arrived> Sent(Reply reply) => reply switch
    {
        Reply.Arrived arrived => Answer<Reply.Arrived>.Of(arrived),
        Reply.Limited(var until, var which) => new Answer<Reply.Arrived>.Limited(until, which),
        Reply.Lost lost => new Answer<Reply.Arrived>.Failed(lost.Reason, lost.MayTryAgain),
        _ => throw new InvalidOperationException(),
    };

    private static Answer<Reply.Arrived> Unasked(Answer<Reply.Arrived> asked, Letter letter) =>
        asked is Answer<Reply.Arrived>.Seen { Value.Status: 304 } && letter.IfNoneMatch is null
            ? Failure("it says that nothing has changed, though it was not asked that")
            : asked;

    private static Answer<Reply.Arrived>.Failed Failure(string reason) => new(reason, false);

    private static ReadOnlyDictionary<string, string> Note(Uri url, string? etag) => etag is null
        ? ReadOnlyDictionary<string, string>.Empty
        : new(new Dictionary<string, string>(StringComparer.Ordinal) { [url.AbsoluteUri] = etag });
}
