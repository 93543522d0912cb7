namespace AgentFleet.Processes;

/// <summary>How a detached run ended.</summary>
public abstract record RunEnd
{
    private RunEnd() { }

    /// <param name="Code">The exit code; 128 + n when signal n ended the program, 127 when it was not found.</param>
    public sealed record Exited(int Code) : RunEnd;

    /// <summary>
    /// Nobody wrote down an exit code: the machine went down, or the run was killed by force. Its program may even
    /// live on without its wrapper, so end the tree before doing the work again.
    /// </summary>
    public sealed record Vanished : RunEnd;
}
