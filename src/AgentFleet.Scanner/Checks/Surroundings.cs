using AgentFleet.GitHub;

namespace AgentFleet.Scanner.Checks;

/// <summary>What checks may use beside the machine that they look at.</summary>
/// <param name="GitHub">Null where nothing asks GitHub, as in the rehearsal.</param>
public sealed record Surroundings(GitHubConnection? GitHub)
{
    public static Surroundings None { get; } = new((GitHubConnection?)null);
}
