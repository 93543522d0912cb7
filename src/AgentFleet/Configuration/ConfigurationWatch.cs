using AgentFleet.Definitions;
using AgentFleet.Ledger.Alerting;

namespace AgentFleet.Configuration;

/// <summary>
/// The newest good configuration, read again whenever a service asks. A broken edit keeps the last good one and raises
/// one alert. Folders are taken at start; the rest counts at once.
/// </summary>
internal sealed class ConfigurationWatch(string? file, FleetConfiguration atStart, BrokenFiles told)
{
    private readonly LastGoodFile<FleetConfiguration>? _file = file is null ? null : new(file, FleetConfiguration.Read);

    public FleetConfiguration Current
    {
        get
        {
            if (_file is null)
                return atStart;
            var snapshot = _file.Reload();
            told.Keep(snapshot.Broken is { } broken ? [Describe(broken)] : []);
            return snapshot.Good?.Value ?? atStart;
        }
    }

    private static NewAlert Describe(BrokenDefinition broken) =>
        NewAlert.BrokenFile(broken.File, broken.Hash, broken.Problems.Select(p => p.ToString()), "The last good version stays in force.");
}
