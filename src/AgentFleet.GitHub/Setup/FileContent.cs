using System.Buffers.Text;

namespace AgentFleet.GitHub;

/// <summary>A file as it is in a repository.</summary>
public sealed record FileContent
{
    public required string Sha { get; init; }

    public string? Path { get; init; }

    public string? Type { get; init; }

    public string? Encoding { get; init; }

    public string? Content { get; init; }

    /// <summary>Null when it is no text, or too long to come along.</summary>
    public string? Text => Encoding == "base64" && Content is { } content && Base64.IsValid(content, out var length) ? Decoded(content, length) : null;

    // It comes in lines of sixty letters, which the decoder passes over.
    private static string? Decoded(string content, int length)
    {
        var bytes = new byte[length];
        return Convert.TryFromBase64String(content, bytes, out var count) ? System.Text.Encoding.UTF8.GetString(bytes, 0, count) : null;
    }
}
