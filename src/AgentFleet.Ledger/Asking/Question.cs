namespace AgentFleet.Ledger.Asking;

/// <summary>A question to the ledger, with its values. Verbs and pages ask the same ones.</summary>
public sealed record Question(string Sql, params IReadOnlyList<(string Name, object? Value)> Values);
