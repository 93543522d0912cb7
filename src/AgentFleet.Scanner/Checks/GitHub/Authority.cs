using AgentFleet.GitHub;

namespace AgentFleet.Scanner.Checks.GitHub;

/// <summary>Whether the label on an issue is somebody's order who may give it.</summary>
internal abstract record Authority
{
    private Authority()
    {
    }

    /// <param name="Labeled">The event that set the label.</param>
    public sealed record Given(TimelineEvent Labeled) : Authority;

    /// <param name="Reason">One line.</param>
    public sealed record Refused(string Reason, TimelineEvent? Labeled) : Authority;

    /// <summary>It could not be found out; nothing follows from that.</summary>
    /// <param name="Reason">One line.</param>
    public sealed record Unknown(string Reason) : Authority;
}
