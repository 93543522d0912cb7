using AgentFleet.Definitions;
using AgentFleet.Scanner.Definitions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AgentFleet.Scanner.Service;

/// <summary>Keeps the schedules in step with the folder of definitions.</summary>
internal sealed partial class Housekeeper(
    DefinitionFolder<ScannerDefinition> folder, ScheduleBook schedules, BrokenDefinitionAlarm alarm, ScannerOptions options, TimeProvider clock,
    ILogger<Housekeeper> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var tick = new PeriodicTimer(options.Housekeeping, clock);
        do
        {
            await TidyAsync(stoppingToken);
        }
        while (await tick.WaitForNextTickAsync(stoppingToken));
    }

    private async Task TidyAsync(CancellationToken ct)
    {
        try
        {
            var definitions = folder.Reload();
            await schedules.UpdateAsync([.. definitions.Good.Values.Select(definition => definition.Value)], ct);
            alarm.Check(definitions);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            Failed(logger, e.Message, e);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The scanner's definitions could not be put in force; trying again: {Reason}")]
    private static partial void Failed(ILogger logger, string reason, Exception e);
}
