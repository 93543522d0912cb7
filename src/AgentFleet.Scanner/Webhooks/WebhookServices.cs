using Microsoft.Extensions.DependencyInjection;

namespace AgentFleet.Scanner.Webhooks;

public static class WebhookServices
{
    /// <summary>Takes GitHub's deliveries while the settings name a place for it, as hints to look now. Needs what the scanner adds.</summary>
    public static IServiceCollection AddWebhook(this IServiceCollection services, WebhookSettings settings) => services
        .AddSingleton(settings)
        .AddSingleton<Hints>()
        .AddSingleton<SeenDeliveries>()
        .AddHostedService<HintedLooks>()
        .AddHostedService<HookListener>();
}
