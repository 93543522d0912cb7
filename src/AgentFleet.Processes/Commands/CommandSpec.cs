namespace AgentFleet.Processes;

/// <summary>A short command whose output is wanted.</summary>
/// <param name="Argv">The program (a path, or a name looked up in the command's own PATH) and its arguments.</param>
/// <param name="Timeout">After this long the command and everything it started is ended.</param>
public sealed record CommandSpec(IReadOnlyList<string> Argv, TimeSpan Timeout)
{
    /// <summary>Where it runs; null: where this process runs.</summary>
    public string? Directory { get; init; }

    /// <summary>The whole environment, to which only the run's marker is added. Nothing is inherited.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = BaseEnvironment.FromThisProcess();

    /// <summary>Told which process it has become, for who must know whether it lives on: the kernel may not let it be killed.</summary>
    public Action<ProcessIdentity>? Started { get; init; }

    /// <summary>Bytes kept of each stream; what comes after them is read and dropped.</summary>
    public int OutputLimit { get; init; } = 65536;

    /// <summary>How long it may take to end by itself once it was asked to, before it is killed.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(1);
}
