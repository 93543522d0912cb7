using AgentFleet.Definitions;
using AgentFleet.Scanner.Checks;
using AgentFleet.Scanner.Definitions;
using AgentFleet.Scanner.Service;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AgentFleet.Scanner.Webhooks;

/// <summary>Has the scanners look out of turn that a hint is for.</summary>
internal sealed partial class HintedLooks(
    Hints hints, DefinitionFolder<ScannerDefinition> folder, ScheduleBook schedules, Surroundings around, WebhookSettings settings,
    ILogger<HintedLooks> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await hints.NextAsync(stoppingToken);
            await LookAsync(stoppingToken);
        }
    }

    private async Task LookAsync(CancellationToken ct)
    {
        try
        {
            var wanted = folder.Current.Good.Values.Select(definition => definition.Value)
                .Where(scanner => scanner.Kind == settings.Kind && scanner.LeftOut(around) is null)
                .Select(scanner => scanner.Name);
            var looking = await schedules.LookNowAsync(wanted, ct);
            Told(logger, looking);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            Failed(logger, e.Message, e);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "GitHub tells of something; scanners that look at once: {Scanners}")]
    private static partial void Told(ILogger logger, int scanners);

    [LoggerMessage(Level = LogLevel.Error, Message = "What GitHub tells of waits for the schedule: {Reason}")]
    private static partial void Failed(ILogger logger, string reason, Exception e);
}
