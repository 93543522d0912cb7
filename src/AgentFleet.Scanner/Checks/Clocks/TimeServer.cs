namespace AgentFleet.Scanner.Checks.Clocks;

/// <summary>
/// Asks a server of time over the network by <c>sntp</c>, which changes nothing: macOS keeps its clock right by itself
/// and tells nobody how well.
/// </summary>
internal sealed class TimeServer(string server) : IClockSource
{
    /// <summary>A test has another.</summary>
    internal string Sntp { get; init; } = "/usr/bin/sntp";

    public async Task<ClockSeen> AskAsync(LookContext context, CancellationToken ct)
    {
        var (text, trouble) = await SystemProgram.AskAsync([Sntp, server], context.Timeout * 0.8, context.Clock, ct);
        return text is null ? new ClockSeen.Unknown(trouble)
            : SntpAnswer.Parse(text) is { } answer ? new ClockSeen.Kept(server, Math.Abs(answer.Offset), Math.Abs(answer.Offset) + answer.Error)
            : new ClockSeen.Unknown($"sntp tells no time of {server}");
    }
}
