using System.Buffers;
using System.IO.Pipelines;
using System.Security.Cryptography;
using AgentFleet.GitHub;

namespace AgentFleet.Scanner.Webhooks;

/// <summary>The body of a request, which is signed but never kept: only a piece of it is in memory at a time.</summary>
internal static class SignedBody
{
    private const string Scheme = "sha256=";

    /// <summary>Reads the header's value; null when it is not what GitHub writes.</summary>
    public static byte[]? ParseSignature(string? header)
    {
        if (header is null || header.Length != Scheme.Length + (2 * SHA256.HashSizeInBytes) || !header.StartsWith(Scheme, StringComparison.Ordinal))
            return null;
        var hex = header.AsSpan(Scheme.Length);
        var signature = new byte[SHA256.HashSizeInBytes];
        return Convert.FromHexString(hex, signature, out _, out _) == OperationStatus.Done ? signature : null;
    }

    /// <summary>Signs the body as it comes, to its end.</summary>
    public static async Task<byte[]> SignAsync(PipeReader body, WebhookSecret secret, CancellationToken ct)
    {
        using var hash = secret.BeginToSign();
        while (true)
        {
            var read = await body.ReadAsync(ct);
            foreach (var piece in read.Buffer)
                hash.AppendData(piece.Span);
            body.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                return hash.GetHashAndReset();
        }
    }
}
