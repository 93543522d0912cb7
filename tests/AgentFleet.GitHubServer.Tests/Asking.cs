using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace AgentFleet.Hub.Tests;

/// <summary>Asks the server as plainly as HTTP can: no redirects followed, nothing tried again, nothing remembered.</summary>
internal sealed class Asking : IDisposable
{
    private readonly HttpClient _http;

    public Asking(GitHubServer server, string? token = null)
    {
        _http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = server.Url };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("agentfleet-tests");
        if (token is not null)
            _http.DefaultRequestHeaders.Authorization = new("Bearer", token);
    }

    public HttpRequestHeaders Headers => _http.DefaultRequestHeaders;

    public Task<Reply> GetAsync(string url, string? known = null) => SendAsync(HttpMethod.Get, url, null, known);

    public Task<Reply> PostAsync(string url, object body) => SendAsync(HttpMethod.Post, url, body);

    public async Task<Reply> SendAsync(HttpMethod method, string url, object? body, string? known = null)
    {
        using var request = new HttpRequestMessage(method, url.StartsWith('/') ? _http.BaseAddress!.AbsolutePath.TrimEnd('/') + url : url);
        if (body is not null)
            request.Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        if (known is not null)
            request.Headers.TryAddWithoutValidation("If-None-Match", known);
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        var headers = response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
        return new(response.StatusCode, headers, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public void Dispose() => _http.Dispose();
}

internal sealed record Reply(HttpStatusCode Status, IReadOnlyDictionary<string, string> Headers, string Text)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    public string? ETag => Headers.GetValueOrDefault("ETag");

    public IReadOnlyList<int> Numbers => [.. Json.EnumerateArray().Select(i => i.GetProperty("number").GetInt32())];

    public int Remaining => int.Parse(Headers["X-RateLimit-Remaining"], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The target of that relation in the <c>Link</c> header.</summary>
    public string? Link(string rel) => Headers.GetValueOrDefault("Link")?.Split(", ")
        .FirstOrDefault(l => l.EndsWith($"rel=\"{rel}\"", StringComparison.Ordinal))?.Split('>')[0].TrimStart('<');
}
