using System.Globalization;
using System.Text.Json.Nodes;
using AgentFleet.Ledger;

namespace AgentFleet.Scanner.Checks.Services;

/// <summary>Says how well a service is.</summary>
/// <param name="mustRun">Whether one that does not run is bad though it has not failed.</param>
/// <param name="mostRestarts">From how many restarts on since the last look it is bad.</param>
/// <param name="earlier">What the last look noted; null at the first.</param>
internal sealed class ServiceJudge(bool mustRun, int mostRestarts, IReadOnlyDictionary<string, string>? earlier)
{
    public Observation Of(ServiceState service)
    {
        var restarts = NewRestarts(service);
        var (level, says) = service switch
        {
            { IsFailed: true } => (Level.Critical, $"has failed ({service.Result})"),
            { Load: not "loaded" } when mustRun => (Level.Critical, $"is not loaded ({service.Load})"),
            // While it reloads or is being started it is on its way.
            { Active: not ("active" or "reloading" or "activating" or "refreshing" or ServiceState.Waiting) } when mustRun => (Level.Critical, $"does not run ({service.Active})"),
            _ when restarts >= mostRestarts => (Level.Warning, $"was restarted {restarts} times since the last look"),
            _ => (Level.Ok, $"is {service.Active} ({service.Sub})"),
        };
        return new Observation(service.Id, level, PlainText.Line($"{service.Id} {says}", 200), Evidence(service, restarts));
    }

    // Whoever starts it by hand sets its count to nothing.
    private long? NewRestarts(ServiceState service)
    {
        if (service.Restarts is null || earlier is null)
            return service.Restarts is null ? null : 0;
        var before = long.TryParse(earlier.GetValueOrDefault(service.Id), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0;
        return service.Restarts >= before ? service.Restarts - before : service.Restarts;
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
