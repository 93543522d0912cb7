namespace AgentFleet.Ledger.Asking;

/// <summary>A question to the ledger. Verbs and pages ask the same ones.</summary>
/// <param name="Sql">One statement; <c>@name</c> takes the property <c>name</c> of <paramref name="Values"/>.</param>
public sealed record Question(string Sql, object? Values = null);

/// <summary>One part of an answer that has several.</summary>
public sealed record NamedQuestion(string Name, Question Question);
