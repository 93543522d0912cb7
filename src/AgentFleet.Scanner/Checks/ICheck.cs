using AgentFleet.Ledger.Scanning;

namespace AgentFleet.Scanner.Checks;

/// <summary>
/// Looks at something and says what it saw. What cannot be seen is an incomplete source, not an exception. A check
/// should end when it is cancelled; one that does not is left behind.
/// </summary>
public interface ICheck
{
    /// <summary>Why it can see nothing on this machine as it is set up, such as for want of systemd; null when it can.</summary>
    string? CannotLookHere => null;

    /// <summary>The same, with what it may use beside the machine.</summary>
    string? CannotLook(Surroundings around) => CannotLookHere;

    Task<Look> LookAsync(LookContext context, CancellationToken ct);
}

/// <summary>For whom a check looks, how long it may take before it is cancelled, and what it knows of earlier looks.</summary>
public sealed record LookContext(string Scanner, TimeSpan Timeout, TimeProvider Clock)
{
    /// <summary>What the check noted at its last look; see <see cref="Look.Notes"/>.</summary>
    public IReadOnlyDictionary<string, string> Notes { get; init; } = new Dictionary<string, string>();

    public Surroundings Around { get; init; } = Surroundings.None;

    /// <summary>The last episode of everything that this scanner has found.</summary>
    public IReadOnlyList<Finding> Known { get; init; } = [];

    /// <summary>Only what attempts wait for needs to be looked at.</summary>
    public bool OnlyAwaited { get; init; }

    /// <summary>Attempts that wait for this look: what they worked on must be told of, changed or not.</summary>
    public IReadOnlyList<AwaitingLook> Awaiting { get; init; } = [];

    /// <summary>What was measured before.</summary>
    public IHistory History { get; init; } = NoHistory.Instance;
}
