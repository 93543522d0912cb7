using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AgentFleet.Scanner.Tests.Webhooks;

/// <summary>A delivery as GitHub sends it, signed with the test's secret unless the test says otherwise.</summary>
internal sealed record Delivery
{
    public const string Secret = "a long s3cret of a webhook";

    public byte[] Body { get; init; } = """{"action":"opened","issue":{"number":7,"title":"it is broken"},"repository":{"full_name":"acme/shop"}}"""u8.ToArray();

    public string Event { get; init; } = "issues";

    public string Id { get; init; } = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString();

    public string Method { get; init; } = "POST";

    public string Path { get; init; } = "/hooks/github";

    public string? Type { get; init; } = "application/json";

    /// <summary>Null: the right one.</summary>
    public string? Signature { get; init; }

    /// <summary>Header lines instead of the one that holds the signature; null: that one.</summary>
    public string? SignatureLines { get; init; }

    public string RightSignature => $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Body))}";

    /// <summary>All before the body, which is said to have that many bytes; null: it comes in chunks.</summary>
    public byte[] Head(long? length) => Encoding.UTF8.GetBytes(string.Join("\r\n",
    [
        $"{Method} {Path} HTTP/1.1",
        "Host: hooks.example",
        "User-Agent: GitHub-Hookshot/044aadd",
        "Accept: */*",
        "Connection: close",
        $"X-GitHub-Event: {Event}",
        $"X-GitHub-Delivery: {Id}",
        "X-GitHub-Hook-ID: 292430182",
        .. Type is null ? [] : new[] { $"Content-Type: {Type}" },
        .. (SignatureLines ?? $"X-Hub-Signature-256: {Signature ?? RightSignature}") is { Length: > 0 } lines ? new[] { lines } : [],
        length is { } bytes ? string.Create(CultureInfo.InvariantCulture, $"Content-Length: {bytes}") : "Transfer-Encoding: chunked",
        "",
        "",
    ]));

    public byte[] Whole => [.. Head(Body.Length), .. Body];
}
