namespace AgentFleet.Ledger.Scanning;

/// <summary>One measurement of a look.</summary>
/// <param name="Subject">What was measured, as in <see cref="Finding.Subject"/>.</param>
/// <param name="Metric">What of it, such as <c>used_percent</c>.</param>
/// <param name="Unit">Such as <c>%</c>, <c>B</c> or <c>s</c>; empty for a count.</param>
public sealed record Sample(string Subject, string Metric, string Unit, double Value);

/// <summary>A measurement of the past; older ones are averages.</summary>
public sealed record Point(DateTimeOffset At, double Value);
