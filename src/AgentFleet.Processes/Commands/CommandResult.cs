namespace AgentFleet.Processes;

/// <summary>How a command ended. Output is text: bytes that are no UTF-8 have become U+FFFD.</summary>
public abstract record CommandResult
{
    private CommandResult() { }

    public TimeSpan Elapsed { get; init; }

    /// <param name="Code">The exit code; 128 + n when signal n ended it.</param>
    /// <param name="Truncated">Whether a stream was longer than the limit.</param>
    public sealed record Exited(int Code, string Output, string Errors, bool Truncated) : CommandResult;

    /// <summary>It took too long and was ended; the output is what it wrote until then.</summary>
    public sealed record TimedOut(string Output, string Errors) : CommandResult;

    /// <summary>It never ran. <paramref name="Reason"/> is one line that names the file and the cause.</summary>
    public sealed record NotStarted(string Reason) : CommandResult;
}
