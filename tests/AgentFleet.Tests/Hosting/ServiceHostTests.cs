using AgentFleet.Configuration;
using AgentFleet.Hosting;
using AgentFleet.Ledger.Files;
using AgentFleet.Verbs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AgentFleet.Tests.Hosting;

public sealed class ServiceHostTests
{
    [Fact]
    public async Task A_service_that_a_part_of_it_brings_down_does_not_end_as_if_it_were_well()
    {
        using var folder = new TemporaryFolder();
        var site = new Site(new StateFolder(folder.File("state")), null, FleetConfiguration.Default);

        var failure = await Should.ThrowAsync<InvalidOperationException>(() => ServiceHost.RunAsync(
            site, "scanner", (services, _) => services.AddHostedService<Failing>(), TestContext.Current.CancellationToken));

        failure.Message.ShouldBe("nothing works any more");
    }

    private sealed class Failing : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await Task.Yield();
            throw new InvalidOperationException("nothing works any more");
        }
    }
}
