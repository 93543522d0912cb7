namespace AgentFleet.GitHub;

/// <summary>How long a question may wait for limits, all of its requests together.</summary>
/// <param name="Deadline">By our clock.</param>
internal sealed record Turn(DateTimeOffset Deadline, bool Urgent)
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    /// <summary>Whoever asked decides how long to wait, so there is no waiting on the way.</summary>
    public static Turn AtOnce { get; } = new(DateTimeOffset.MinValue, true);

    public static Turn Of(Asking asking, TimeProvider clock) =>
        new(clock.GetUtcNow() + (asking.Patience < Longest ? asking.Patience : Longest), asking.Urgent);
}
