using System.Text.Json.Nodes;

namespace AgentFleet.Faults.Tests.Fleets;

/// <summary>One episode of one trouble, as it stands in the ledger.</summary>
internal sealed record FindingRow(
    string Id, string Title, string Severity, string State, string FirstSeenAt, string? OpenedAt, string? ResolvedAt, string EvidenceText)
{
    public const string Columns =
        "id AS Id, title AS Title, severity AS Severity, state AS State, first_seen_at AS FirstSeenAt, opened_at AS OpenedAt, resolved_at AS ResolvedAt, evidence AS EvidenceText";

    public JsonNode Evidence => JsonNode.Parse(EvidenceText)!;
}
