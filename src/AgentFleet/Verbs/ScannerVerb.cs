using System.CommandLine;
using AgentFleet.Hosting;
using AgentFleet.Scanner.Service;
using AgentFleet.Scanner.Webhooks;

namespace AgentFleet.Verbs;

/// <summary><c>agentfleet scanner</c>: the service that looks.</summary>
internal static class ScannerVerb
{
    public static Command Create()
    {
        var verb = new Command("scanner", "Run the service that looks, on its schedules, until it is stopped");
        verb.SetAction(async (command, ct) =>
        {
            var place = Site.Of(command);
            place.State.Create();
            using var only = Services.TakeScanner(place.State)
                ?? throw new UsageException($"a scanner service works on {place.State.Ledger} already; one is enough");
            await ServiceHost.RunAsync(
                place, "scanner",
                (services, configuration) => services
                    .AddScanner(new ScannerOptions(configuration().Scanners))
                    .AddWebhook(new WebhookSettings(() => configuration().GitHub?.Webhook)),
                ct);
            return Invocation.Done;
        });
        return verb;
    }
}
