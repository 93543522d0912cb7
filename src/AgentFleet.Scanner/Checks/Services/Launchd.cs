namespace AgentFleet.Scanner.Checks.Services;

/// <summary>
/// The jobs of macOS, as <c>launchctl list</c> tells of them: those of the system to root, those of its own login to
/// anybody else. It does not tell which of them should run all the time and which wait for their hour or for somebody
/// who needs them, so one that has ended well is well.
/// </summary>
internal sealed class Launchd : IServiceSource
{
    /// <summary>A test has another.</summary>
    internal string Launchctl { get; init; } = "/bin/launchctl";

    public async Task<ServiceList> ReadAsync(ServiceChoice choice, LookContext context, CancellationToken ct)
    {
        var (text, trouble) = await SystemProgram.AskAsync([Launchctl, "list"], context.Timeout * 0.8, context.Clock, ct);
        if (text is null)
            return new([], trouble);
        if (LaunchdJob.Parse(text) is not { Count: > 0 } jobs)
            return new([], "launchctl tells of no jobs");

        var byLabel = jobs.DistinctBy(job => job.Label).ToDictionary(job => job.Label, StringComparer.Ordinal);
        return new(choice.Only is []
            ? [.. jobs.Where(job => choice.WithSystems || !job.IsSystems).Select(State)]
            : [.. choice.Only.Select(label => byLabel.TryGetValue(label, out var job) ? State(job) : NotLoaded(label))]);
    }

    private static ServiceState State(LaunchdJob job) => job switch
    {
        { Pid: not null } => new(job.Label, [], "loaded", "active", "running", "", Restarts: null),
        { LastExit: 0 } => new(job.Label, [], "loaded", ServiceState.Waiting, "has ended well or not run yet", "", Restarts: null),
        _ => new(job.Label, [], "loaded", ServiceState.Failed, "ended", FormattableString.Invariant($"{(job.LastExit < 0 ? "signal" : "exit code")} {Math.Abs(job.LastExit)}"), Restarts: null),
    };

    private static ServiceState NotLoaded(string label) => new(label, [], "not in launchctl's list", "inactive", "", "", Restarts: null);
}
