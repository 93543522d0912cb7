namespace AgentFleet.Supervisor.Executors;

/// <summary>How a run ended, in the executor's judgement. Whether anything was fixed is the scanner's to say.</summary>
public abstract record RunOutcome(string Reason)
{
    /// <summary>It says that it is done.</summary>
    public sealed record Succeeded(string Reason) : RunOutcome(Reason);

    public sealed record Failed(string Reason) : RunOutcome(Reason);

    public sealed record TimedOut(string Reason) : RunOutcome(Reason);

    public sealed record Stalled(string Reason) : RunOutcome(Reason);

    /// <summary>It could not work for now, through no fault of the fix.</summary>
    /// <param name="Until">When to try again.</param>
    public sealed record Deferred(string Reason, DeferCause Cause, DateTimeOffset Until) : RunOutcome(Reason);

    /// <summary>It was denied a tool.</summary>
    public sealed record Refused(string Reason) : RunOutcome(Reason);

    /// <summary>It never ran: our own trouble, or a person's word.</summary>
    public sealed record Canceled(string Reason) : RunOutcome(Reason);

    /// <summary>It never ran: what it was for is over, or is not what was approved any more.</summary>
    public sealed record Withdrawn(string Reason) : RunOutcome(Reason);

    /// <summary>It ended without a trace.</summary>
    public sealed record Lost(string Reason) : RunOutcome(Reason);
}

/// <summary>Why a run could not work for now.</summary>
public enum DeferCause
{
    UsageLimit,
    Login,

    /// <summary>The model's CLI is not there, or cannot be started.</summary>
    NotInstalled,

    /// <summary>The model is overloaded or out of reach.</summary>
    Unavailable,

    /// <summary>Where the finding comes from gives no answer, to nobody.</summary>
    OriginSilent,

    /// <summary>Where the finding comes from does not show it to us.</summary>
    OriginDenied,
}

/// <summary>What a run used. Null: not known.</summary>
public sealed record RunUsage(int? Turns, long? InputTokens, long? OutputTokens, decimal? CostUsd)
{
    public static readonly RunUsage Unknown = new(null, null, null, null);
}

/// <summary>An executor's judgement of an ended run.</summary>
public sealed record RunReport(RunOutcome Outcome, RunUsage Usage);
