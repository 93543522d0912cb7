namespace AgentFleet.Processes;

/// <summary>A run that outlives the program that starts it.</summary>
/// <param name="RunId">Names the run among all others on this machine; its processes carry it in their environment.</param>
/// <param name="RunDirectory">The run's own folder, which exists; see <see cref="RunFiles"/> for what appears in it.</param>
/// <param name="Argv">The program (a path, or a name looked up in the run's own PATH) and its arguments.</param>
/// <param name="WorkingDirectory">Where it runs.</param>
/// <param name="Environment">
/// The whole environment. The marker is added, and PWD by sh (where that is bash, also SHLVL and _).
/// </param>
public sealed record RunSpec(
    string RunId,
    string RunDirectory,
    IReadOnlyList<string> Argv,
    string WorkingDirectory,
    IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>What the program reads on standard input; null: nothing.</summary>
    public string? StandardInputFile { get; init; }
}
