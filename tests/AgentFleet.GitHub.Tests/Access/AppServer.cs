using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AgentFleet.GitHub.Tests.Server;
using Microsoft.AspNetCore.Http;

namespace AgentFleet.GitHub.Tests.Access;

/// <summary>Gives out installation tokens as GitHub does, and answers those who show a good one.</summary>
internal sealed class AppServer(RSA key, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _tokens = new();
    private int _given;

    public DateTimeOffset Now => clock.GetUtcNow() + Ahead;

    public TimeSpan Ahead { get; init; }

    public ConcurrentQueue<JsonElement> Claims { get; } = new();

    /// <summary>Names that are the installation's no more.</summary>
    public HashSet<string> Lost { get; } = [];

    public Func<HttpContext, Task>? InsteadOfToken { get; set; }

    public int Given => _given;

    public void Withdraw() => _tokens.Clear();

    public async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Path == "/app/installations/99/access_tokens")
            await (InsteadOfToken ?? TokenAsync)(context);
        else if (_tokens.TryGetValue(Bearer(context), out var end) && end > Now)
            await context.Json("""{"id":7,"full_name":"acme/shop","permissions":{"pull":true}}""");
        else
            await context.Json("""{"message":"Bad credentials"}""", 401);
    }

    private async Task TokenAsync(HttpContext context)
    {
        if (!IsGood(Bearer(context)))
        {
            await context.Json("""{"message":"A JSON web token could not be decoded"}""", 401);
            return;
        }
        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        var names = body.RootElement.TryGetProperty("repositories", out var list) ? list.EnumerateArray().Select(name => name.GetString()!).ToList() : [];
        if (names.Any(Lost.Contains))
        {
            await context.Json("""{"message":"There is at least one repository that does not exist or is not accessible to the parent installation."}""", 422);
            return;
        }
        var (token, end) = ($"ghs_secret{Interlocked.Increment(ref _given)}", Now + TimeSpan.FromHours(1));
        _tokens[token] = end;
        await context.Json($$"""{"token":"{{token}}","expires_at":"{{end:yyyy-MM-ddTHH:mm:ssZ}}","permissions":{"issues":"read","metadata":"read"} }""", 201);
    }

    private bool IsGood(string token)
    {
        if (token.Split('.') is not [var head, var claims, var signature])
            return false;
        var said = JsonElement.Parse(Base64Url.DecodeFromChars(claims));
        Claims.Enqueue(said);
        return Encoding.UTF8.GetString(Base64Url.DecodeFromChars(head)) == """{"alg":"RS256","typ":"JWT"}"""
            && key.VerifyData(Encoding.ASCII.GetBytes($"{head}.{claims}"), Base64Url.DecodeFromChars(signature), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            && said.GetProperty("iss").GetString() == "12345"
            && said.GetProperty("iat").GetInt64() <= Now.ToUnixTimeSeconds()
            && said.GetProperty("exp").GetInt64() > Now.ToUnixTimeSeconds()
            && said.GetProperty("exp").GetInt64() <= Now.ToUnixTimeSeconds() + 600;
    }

    private static string Bearer(HttpContext context) => context.Request.Headers.Authorization.ToString()["Bearer ".Length..];
}
