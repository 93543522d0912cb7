using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using Polly;
using Polly.Retry;

namespace AgentFleet.GitHub;

/// <summary>Sends one request and reads the whole answer. Whatever goes wrong on the way is a reply, not an exception.</summary>
internal sealed class Wire : IDisposable
{
    // A page of a hundred issues whose texts are as long as GitHub lets anybody write, in letters that take four bytes.
    public const int MostBytes = 32 * 1024 * 1024;

    /// <summary>For one try, its body included.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private readonly HttpClient _client;
    private readonly TimeProvider _clock;
    private readonly ServerClock _serverClock;
    private readonly ResiliencePipeline<Reply> _tries;

    public Wire(HttpMessageHandler network, TimeProvider clock, ServerClock serverClock)
    {
        (_clock, _serverClock) = (clock, serverClock);
        _client = new HttpClient(network) { Timeout = System.Threading.Timeout.InfiniteTimeSpan };
        _tries = new ResiliencePipelineBuilder<Reply> { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions<Reply>
            {
                ShouldHandle = new PredicateBuilder<Reply>().HandleResult(IsPassing),
                MaxRetryAttempts = 2,
                Delay = TimeSpan.FromMilliseconds(250),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
            })
            .Build();
    }

    /// <exception cref="OperationCanceledException">Only when <paramref name="ct"/> was cancelled.</exception>
    public async Task<Reply> SendAsync(Letter letter, AccessToken? token, CancellationToken ct) => letter.MayRepeat
        ? await _tries.ExecuteAsync(static async (send, ct) => await send.Self.TryAsync(send.letter, send.token, ct), (Self: this, letter, token), ct)
        : await TryAsync(letter, token, ct);

    public void Dispose() => _client.Dispose();

    // One that says when to come back is not asked before.
    private static bool IsPassing(Reply reply) =>
        reply is Reply.Lost { Quickly: true } or Reply.Arrived { Status: 500 or 502 or 503 or 504, Head.RetryAfter: null };

    private async Task<Reply> TryAsync(Letter letter, AccessToken? token, CancellationToken ct)
    {
        using var late = new CancellationTokenSource(Timeout, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, ct);
        using var request = Request(letter, token);
        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var head = ReplyHead.Of(response);
            _serverClock.Learn(head.Date);
            return await BodyAsync(response, either.Token) is { } body
                ? new Reply.Arrived((int)response.StatusCode, head, body, token)
                : new Reply.Lost($"its answer is longer than {MostBytes / 1024 / 1024} MiB", false);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new Reply.Lost($"no whole answer from {letter.Url.Host} in {Timeout.TotalSeconds:0} s", true);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidDataException)
        {
            return new Reply.Lost(PlainLine.Of(Why(e), token), true, Quickly: true);
        }
    }

    private static HttpRequestMessage Request(Letter letter, AccessToken? token)
    {
        var request = new HttpRequestMessage(letter.Method, letter.Url);
        request.Headers.UserAgent.Add(new("AgentFleet", null));
        request.Headers.Accept.Add(new("application/vnd.github+json"));
        request.Headers.Add("X-GitHub-Api-Version", "2022-11-28");
        if (letter.IfNoneMatch is { } etag)
            request.Headers.TryAddWithoutValidation("If-None-Match", etag);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Reveal());
        if (letter.Body is { } body)
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
        return request;
    }

    /// <summary>Null when it is longer than anybody needs.</summary>
    private static async Task<ReadOnlyMemory<byte>?> BodyAsync(HttpResponseMessage response, CancellationToken ct)
    {
        if (response.Content.Headers.ContentLength > MostBytes)
            return null;
        await using var stream = await response.Content.ReadAsStreamAsync(ct);
        using var body = new MemoryStream((int)(response.Content.Headers.ContentLength ?? 0));
        var buffer = new byte[16 * 1024];
        while (await stream.ReadAsync(buffer, ct) is > 0 and var count)
        {
            if (body.Length + count > MostBytes)
                return null;
            body.Write(buffer, 0, count);
        }
        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    private static string Why(Exception failure) => failure switch
    {
        InvalidDataException => "its answer is garbled",
        HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded } => "its answer was cut short",
        HttpRequestException { InnerException: AuthenticationException tls } => $"TLS: {tls.Message}",
        // The outer one only says that there was one.
        HttpRequestException { InnerException: IOException broken } => broken.Message,
        _ => failure.Message,
    };

    /// <summary>Redirects are followed by whoever knows where a token may go; there are no cookies.</summary>
    public static SocketsHttpHandler Network() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Brotli,
        // A long-lived process must notice when the server's address changes.
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ConnectTimeout = TimeSpan.FromSeconds(10),
        ActivityHeadersPropagator = null,
    };
}
