using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgentFleet.Ledger.Audit;

/// <summary>
/// Something that happened, for the audit trail. <paramref name="Actor"/> is <c>scanner</c>, <c>supervisor</c>,
/// <c>alerts</c> or <c>person:NAME</c>; <paramref name="Subject"/> the id of what it happened to.
/// </summary>
public sealed record Event(string Actor, string Kind, string Subject)
{
    /// <summary>Details, as one JSON object.</summary>
    public JsonObject Data { get; init; } = [];

    internal string DataText => Data.ToJsonString(JsonSerializerOptions.Default);
}

/// <summary>An event as it stands in the ledger.</summary>
public sealed record StoredEvent(
    long Id, DateTimeOffset At, string Host, string Actor, string Kind, string Subject, string Data, string PrevHash, string Hash);
