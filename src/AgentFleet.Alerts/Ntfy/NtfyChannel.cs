using System.Net.Http.Headers;

namespace AgentFleet.Alerts;

/// <summary>
/// Publishes messages to an ntfy server, one after the other. Whatever goes wrong on the way is a result, not an exception.
/// </summary>
public sealed class NtfyChannel : IDisposable
{
    /// <summary>For the whole of one message, the quick second try included.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private readonly TimeProvider _clock;
    private readonly Func<HttpMessageHandler> _network;

    // Made for the first message: most hours have none, and an idle service should not carry an HTTP stack.
    private HttpClient? _client;

    public NtfyChannel(TimeProvider clock)
        : this(clock, Network)
    {
    }

    internal NtfyChannel(TimeProvider clock, Func<HttpMessageHandler> network)
    {
        _clock = clock;
        _network = network;
    }

    /// <summary>Sends one message now.</summary>
    /// <exception cref="OperationCanceledException">Only when <paramref name="ct"/> was cancelled.</exception>
    public async Task<SendResult> SendAsync(NtfyOptions to, NtfyMessage message, CancellationToken ct)
    {
        using var timeout = new CancellationTokenSource(Timeout, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, ct);
        using var request = Request(to, message);
        _client ??= new HttpClient(new QuickRetry(_clock, _network())) { Timeout = System.Threading.Timeout.InfiniteTimeSpan };
        try
        {
            using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return await NtfyAnswer.ReadAsync(answer, to.Token, _clock.GetUtcNow(), either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new SendResult.TryLater($"no answer from {to.Server.Host} in {Timeout.TotalSeconds:0} s", null);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return new SendResult.TryLater(PhoneText.OneLine(e.Message), null);
        }
    }

    private static HttpRequestMessage Request(NtfyOptions to, NtfyMessage message)
    {
        var content = new ByteArrayContent(NtfyJson.Of(to.Topic, message));
        content.Headers.ContentType = new("application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, to.Server) { Content = content };
        if (to.Token is { } token)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return request;
    }

    private static SocketsHttpHandler Network() => new()
    {
        // A redirect could carry the token to another host.
        AllowAutoRedirect = false,
        UseCookies = false,
        // A long-lived process must notice when the server's address changes.
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
    };

    public void Dispose() => _client?.Dispose();
}
