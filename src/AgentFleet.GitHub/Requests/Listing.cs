namespace AgentFleet.GitHub;

/// <summary>
/// What pages held. Only a complete one tells what is absent: every page answered, and the last one said that it is the last.
/// </summary>
/// <param name="Incomplete">Why it is not whole, in one line; null when it is.</param>
public sealed record Listing<T>(IReadOnlyList<T> Items, string? Incomplete)
{
    public bool IsComplete => Incomplete is null;
}
