using Microsoft.Extensions.DependencyInjection;

namespace AgentFleet.Alerts;

public static class AlertServices
{
    /// <summary>Delivers the outbox for as long as the host runs. Needs a ledger, a clock, logging and <see cref="AlertSettings"/>.</summary>
    public static IServiceCollection AddAlerts(this IServiceCollection services) => services
        .AddSingleton<NtfyChannel>()
        .AddHostedService<AlertDelivery>();
}
