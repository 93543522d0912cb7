using System.Text.Json.Nodes;
using AgentFleet.Definitions;
using AgentFleet.Ledger;

namespace AgentFleet.Scanner.Checks.Services;

/// <summary>Says how well a service is.</summary>
/// <param name="mustRun">Whether one that does not run is bad though it has not failed.</param>
/// <param name="mostRestarts">From how many restarts on within a quarter of an hour it is bad.</param>
/// <param name="lastLook">When the last look was; null at the first.</param>
/// <param name="earlier">What it noted.</param>
internal sealed class ServiceJudge(bool mustRun, int mostRestarts, DateTimeOffset? lastLook, IReadOnlyDictionary<string, string> earlier, DateTimeOffset now)
{
    // One that was restarted some times while the machine came up, and has stayed up since, is well.
    private static readonly TimeSpan Lately = TimeSpan.FromSeconds(30);

    public Observation Of(ServiceState service)
    {
        var known = RestartsOf(service);
        var restarts = known?.Count;
        var (level, says) = service switch
        {
            { IsFailed: true } => (Level.Critical, $"has failed ({service.Result})"),
            { Load: not "loaded" } when mustRun => (Level.Critical, $"is not loaded ({service.Load})"),
            // While it reloads or is being started it is on its way.
            { Active: not ("active" or "reloading" or "activating" or "refreshing" or ServiceState.Waiting) } when mustRun => (Level.Critical, $"does not run ({service.Active})"),
            _ when restarts >= mostRestarts && now - known!.NewestAt < Lately => (Level.Warning, $"was restarted {restarts} times within {Durations.Print(TimeSpan.FromMinutes(Math.Max(1, Math.Ceiling((now - known.Since!.Value).TotalMinutes))))}"),
            _ => (Level.Ok, $"is {service.Active} ({service.Sub})"),
        };
        return new Observation(service.Id, level, PlainText.Line($"{service.Id} {says}", 200), Evidence(service, restarts))
        {
            Since = level == Level.Warning ? known?.BeforeNewest : null,
        };
    }

    /// <summary>Null where nobody counts them. Of a service that had none there is no note.</summary>
    public RestartNotes? RestartsOf(ServiceState service)
    {
        if (service.Restarts is not { } count)
            return null;
        var known = lastLook is not { } time ? RestartNotes.None
            : earlier.GetValueOrDefault(service.Id) is { } note ? RestartNotes.From(note)
            : new([(time, 0)]);
        return known.Add(now, count);
    }

    private JsonObject Evidence(ServiceState service, long? restarts) => new()
    {
        ["unit"] = service.Id,
        ["load_state"] = service.Load,
        ["active_state"] = service.Active,
        ["sub_state"] = service.Sub,
        ["result"] = service.Result,
        ["restarts"] = restarts,
        ["restarts_in_all"] = service.Restarts,
        ["restarts_warning"] = mostRestarts,
    };
}
