namespace AgentFleet.Ntfy;

/// <summary>A message as the server's subscribers see it.</summary>
/// <param name="IsAttachment">The text was too long for a message, so phones show a file in its place.</param>
public sealed record PublishedMessage(
    string Topic, string Title, string Message, int Priority, IReadOnlyList<string> Tags, bool IsAttachment)
{
    /// <summary>The body of the request, byte for byte.</summary>
    public required string Json { get; init; }

    public required string ContentType { get; init; }

    public required string Authorization { get; init; }
}
