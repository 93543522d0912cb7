namespace AgentFleet.Supervisor.Executors;

/// <summary>What an exit code says of a run's end, by the shell's convention of 128 + signal.</summary>
internal static class RunSignals
{
    /// <summary>
    /// HUP, INT, KILL or TERM: a shutdown, a lack of memory, somebody's kill. What we end ourselves is not judged by its code.
    /// </summary>
    public static bool EndedFromOutside(int code) => code is 129 or 130 or 137 or 143;
}
