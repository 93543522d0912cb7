using AgentFleet.Supervisor.Executors;

namespace AgentFleet.Supervisor.Origins;

/// <summary>What there is to know, just before a run, of where its finding comes from.</summary>
internal abstract record OriginAnswer
{
    private OriginAnswer()
    {
    }

    /// <summary>The run may start.</summary>
    /// <param name="Text">What strangers wrote there; null when nothing is to be handed on.</param>
    public sealed record Stands(OriginText? Text) : OriginAnswer;

    /// <summary>The run does not start, and ends so.</summary>
    public sealed record Stopped(RunOutcome Outcome) : OriginAnswer;
}

/// <summary>An issue or a pull request as it came. Strangers wrote it.</summary>
/// <param name="Name">Of the files that it is handed on in.</param>
internal sealed record OriginText(string Name, int Number, string Title, string Body, string? Author, string? Url);
