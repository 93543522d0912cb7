namespace AgentFleet.Ledger.Asking;

/// <summary>What the ledger answers to a question: columns and rows. Values are null, long, double, string or byte[].</summary>
public sealed record Answer(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows);

/// <summary>The answer to a <see cref="NamedQuestion"/>.</summary>
public sealed record NamedAnswer(string Name, Answer Answer);
