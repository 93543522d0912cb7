namespace AgentFleet.Processes;

/// <summary>
/// The environment variable that every process of a run inherits. On Linux it finds them again after they were
/// re-parented or made a session of their own, which hides them from parent ids and process groups alike.
/// </summary>
public static class RunMarker
{
    public const string Variable = "AGENTFLEET_RUN";
}
