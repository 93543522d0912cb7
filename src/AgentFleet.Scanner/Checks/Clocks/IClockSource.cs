namespace AgentFleet.Scanner.Checks.Clocks;

/// <summary>Somebody who can tell how right this machine's clock is.</summary>
internal interface IClockSource
{
    Task<ClockSeen> AskAsync(LookContext context, CancellationToken ct);
}

/// <summary>What was told of the clock.</summary>
internal abstract record ClockSeen
{
    private ClockSeen() { }

    /// <param name="Offset">Seconds that it is off, ahead or behind.</param>
    /// <param name="AtMost">Seconds that it can be off at most; null: not told.</param>
    public sealed record Kept(string ToldBy, decimal Offset, decimal? AtMost) : ClockSeen;

    /// <summary>Nobody keeps it right.</summary>
    public sealed record Unkept(string ToldBy, string Title) : ClockSeen;

    /// <summary>Nobody could tell.</summary>
    public sealed record Unknown(string Reason) : ClockSeen;
}
