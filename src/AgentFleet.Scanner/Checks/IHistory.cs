using AgentFleet.Ledger.Scanning;

namespace AgentFleet.Scanner.Checks;

/// <summary>What a scanner's looks have measured so far. A check judges a trend by it.</summary>
public interface IHistory
{
    /// <summary>The measurements of one thing since a time, the oldest first.</summary>
    /// <param name="thing">As in <see cref="Observation.Thing"/>.</param>
    IReadOnlyList<Point> Of(string? thing, string metric, DateTimeOffset since);
}

/// <summary>Nothing was measured yet.</summary>
internal sealed class NoHistory : IHistory
{
    public static readonly NoHistory Instance = new();

    public IReadOnlyList<Point> Of(string? thing, string metric, DateTimeOffset since) => [];
}
