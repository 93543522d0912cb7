namespace AgentFleet.Processes;

/// <summary>How the end of a run's processes went.</summary>
/// <param name="Found">How many processes were asked to end; the wrapper of a detached run is not among them.</param>
/// <param name="Killed">How many did not listen and were killed.</param>
/// <param name="Survivors">Those that could not be ended: another user's, or stuck in the kernel. Usually empty.</param>
public sealed record TreeEnd(int Found, int Killed, IReadOnlyList<ProcessIdentity> Survivors);
