using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgentFleet.Scanner.Checks.Containers;

/// <summary>Docker, or podman which answers like it, behind its socket.</summary>
internal sealed class Engine(string socket) : IDisposable
{
    private const int LongestAnswer = 16 << 20;

    // A unix socket has no name to be asked for; an engine wants one all the same.
    private readonly HttpClient _client = new(new SocketsHttpHandler { ConnectCallback = (_, ct) => ConnectAsync(socket, ct), UseProxy = false, AllowAutoRedirect = false })
    {
        BaseAddress = new Uri("http://localhost/"),
        MaxResponseContentBufferSize = LongestAnswer,
        Timeout = System.Threading.Timeout.InfiniteTimeSpan,
    };

    /// <exception cref="EngineException">It cannot be asked, or answers what no engine answers.</exception>
    public async Task<IReadOnlyList<Container>> ContainersAsync(CancellationToken ct) => Read(await AskAsync("containers/json?all=1", ct), Container.List) ?? throw NoAnswer();

    /// <summary>The ids of those whose own health check fails. Podman does not say it in the list of all.</summary>
    /// <exception cref="EngineException">It cannot be asked, or answers what no engine answers.</exception>
    public async Task<IReadOnlySet<string>> UnhealthyAsync(CancellationToken ct)
    {
        var filter = Uri.EscapeDataString("""{"health":["unhealthy"]}""");
        return (Read(await AskAsync($"containers/json?all=1&filters={filter}", ct), Container.List) ?? throw NoAnswer()).Select(container => container.Id).ToHashSet();
    }

    /// <exception cref="EngineException">It cannot be asked, or answers what no engine answers.</exception>
    public async Task<string?> RestartPolicyAsync(Container container, CancellationToken ct) => Read(await AskAsync($"containers/{container.Id}/json", ct), Container.RestartPolicy);

    public void Dispose() => _client.Dispose();

    private async Task<JsonNode?> AskAsync(string path, CancellationToken ct)
    {
        try
        {
            using var answer = await _client.GetAsync(new Uri(path, UriKind.Relative), ct);
            // One that was removed since it was listed.
            if (answer.StatusCode == System.Net.HttpStatusCode.NotFound && !path.StartsWith("containers/json", StringComparison.Ordinal))
                return null;
            return answer.IsSuccessStatusCode
                ? JsonNode.Parse(await answer.Content.ReadAsByteArrayAsync(ct))
                : throw new EngineException($"{socket} answers with {(int)answer.StatusCode}");
        }
        catch (HttpRequestException e)
        {
            throw new EngineException(e.InnerException is SocketException { SocketErrorCode: SocketError.AccessDenied } ? Closed(socket) : $"{socket} does not answer: {(e.InnerException ?? e).Message}");
        }
        catch (JsonException)
        {
            throw NoAnswer();
        }
    }

    // The runtime finds out only while it is read that a name stands twice in an object, or that a text is no text.
    private T Read<T>(JsonNode? answer, Func<JsonNode?, T> read)
    {
        try
        {
            return read(answer);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            throw NoAnswer();
        }
    }

    public static string Closed(string socket) => $"{socket} may not be opened by this user";

    private EngineException NoAnswer() => new($"{socket} answers what no container engine answers");

    private static async ValueTask<Stream> ConnectAsync(string path, CancellationToken ct)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>An engine could not be asked; the message says why, in one line.</summary>
internal sealed class EngineException(string reason) : IOException(reason);
