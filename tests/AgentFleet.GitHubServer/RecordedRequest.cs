namespace AgentFleet.Hub;

/// <summary>A request as it was answered.</summary>
/// <param name="Path">As the client wrote it, without the query and the base path.</param>
/// <param name="Query">With its question mark; empty when there is none.</param>
/// <param name="TokenId">Which token it showed; null: none, one that does not work, or an App's JWT.</param>
/// <param name="Status">0: the connection was cut before any.</param>
/// <param name="CostQuota">Whether the primary limit has one request less for it.</param>
public sealed record RecordedRequest(
    string Method, string Path, string Query, long? TokenId, int Status, bool CostQuota, DateTimeOffset At)
{
    public required string UserAgent { get; init; }

    /// <summary>The <c>If-None-Match</c> header.</summary>
    public string? Known { get; init; }

    public override string ToString() => $"{Method} {Path}{Query} {Status}";
}
