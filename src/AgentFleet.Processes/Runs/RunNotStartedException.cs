namespace AgentFleet.Processes;

/// <summary>A run could not be started, and nothing of it ran.</summary>
public sealed class RunNotStartedException(string reason, Exception? cause = null) : IOException(reason, cause);
