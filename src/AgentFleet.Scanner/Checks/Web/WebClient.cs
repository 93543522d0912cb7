using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using AgentFleet.Definitions;

namespace AgentFleet.Scanner.Checks.Web;

/// <summary>Fetches pages. Nothing is remembered from one to the next: no cookies, no connections, no credentials.</summary>
internal static class WebClient
{
    public const int MostBody = 1024 * 1024;
    private const int MostRedirects = 5;

    private static readonly HttpClient Client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        // A connection that was kept would hide that the server accepts no new one.
        PooledConnectionLifetime = TimeSpan.Zero,
        ResponseDrainTimeout = TimeSpan.Zero,
        ActivityHeadersPropagator = null,
        ConnectCallback = Dialing.ConnectAsync,
        // What the certificate says is not fetched: a stranger chose that address.
        SslOptions = new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = new X509ChainPolicy { DisableCertificateDownloads = true, RevocationMode = X509RevocationMode.NoCheck },
        },
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <exception cref="OperationCanceledException">Cancelled; that time is up is a value.</exception>
    public static async Task<WebAnswer> FetchAsync(WebRequest request, TimeSpan patience, TimeProvider clock, CancellationToken ct)
    {
        using var late = new CancellationTokenSource(patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, ct);
        var began = clock.GetTimestamp();
        try
        {
            // A little less, so that what keeps us from connecting is told before the time is up.
            var dialing = new Dialing(request.Dialer, patience * 0.9, clock);
            return await FollowAsync(request, dialing, either.Token) with { Elapsed = clock.GetElapsedTime(began) };
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return WebAnswer.None(new($"no whole answer within {Durations.Print(patience)}", true));
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return WebAnswer.None(WebTrouble.Of(e));
        }
    }

    private static async Task<WebAnswer> FollowAsync(WebRequest request, Dialing dialing, CancellationToken ct)
    {
        var (url, method) = (request.Url, request.Method);
        for (var redirects = 0; ; redirects++)
        {
            using var message = request.To(url, method);
            message.Options.Set(Dialing.Key, dialing);
            using var response = await Client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, ct);
            var status = (int)response.StatusCode;
            if (!request.Follow || status is not (301 or 302 or 303 or 307 or 308))
                return new(status, await ReadAsync(response, ct), redirects);

            if (response.Headers.Location is not { } location || !Uri.TryCreate(url, location, out var next))
                return WebAnswer.None(new("it redirects to what is no address", true));
            if (redirects == MostRedirects)
                return WebAnswer.None(new($"more than {MostRedirects} redirects", true));
            if (next.Scheme != "https" && (next.Scheme != "http" || url.Scheme == "https"))
                return WebAnswer.None(new($"it redirects from {url.Scheme} to {next.Scheme}", true));
            (url, method) = (next, status is 307 or 308 || method == HttpMethod.Head ? method : HttpMethod.Get);
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpResponseMessage response, CancellationToken ct)
    {
        await using var body = await response.Content.ReadAsStreamAsync(ct);
        using var kept = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (kept.Length < MostBody && await body.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, MostBody - kept.Length)), ct) is > 0 and var count)
            kept.Write(buffer, 0, count);
        return kept.GetBuffer().AsMemory(0, (int)kept.Length);
    }
}
