namespace AgentFleet.Scanner.Checks;

/// <summary>
/// Looks at something and says what it saw. What cannot be seen is an incomplete source, not an exception. A check
/// should end when it is cancelled; one that does not is left behind.
/// </summary>
public interface ICheck
{
    Task<Look> LookAsync(LookContext context, CancellationToken ct);
}

/// <summary>For whom a check looks, and how long it may take before it is cancelled.</summary>
public sealed record LookContext(string Scanner, TimeSpan Timeout, TimeProvider Clock);
