using AgentFleet.Ledger.Alerting;
using AgentFleet.Ledger.Asking;
using AgentFleet.Ledger.Files;
using AgentFleet.Ntfy;
using AgentFleet.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AgentFleet.Alerts.Tests;

/// <summary>As the executable composes it: the system's clock, a host, and an alert that another process appends.</summary>
public sealed class HostedDeliveryTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RecordedLog _log = new();
    private readonly LedgerFile _elsewhere;

    public HostedDeliveryTests() => _elsewhere = LedgerFile.Open(State, "host-1", TimeProvider.System);

    private StateFolder State => new(_folder.File("state"));

    [Fact]
    public async Task An_alert_from_another_process_rings_within_a_moment()
    {
        await using var server = await NtfyServer.StartAsync(new() { Token = "tk_secret" });
        using var host = Composed(() => new(server.Url, "night-shift", "tk_secret"));
        await host.StartAsync(TestContext.Current.CancellationToken);
        new Outbox(_elsewhere, "x").Append(new(AlertKind.FindingFixed, "a", "Fixed", "disk / on web-1"));
        await Eventually.BecomesTrueAsync(() => _log.Lines.Any(line => line.StartsWith("Information: Sent alert finding.fixed", StringComparison.Ordinal)));
        await host.StopAsync(TestContext.Current.CancellationToken);

        using var reader = LedgerReader.Open(State, "host-1", TimeProvider.System);
        server.Messages.ShouldHaveSingleItem().Title.ShouldBe("Fixed");
        AlertRow.All(reader).ShouldBe([new("a", "sent", 1, null)]);
        reader.VerifyEvents().ToString()!.ShouldStartWith("Whole");
        _log.Lines.ShouldAllBe(line => !line.Contains("tk_secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_stops_at_once_in_the_middle_of_a_send()
    {
        await using var server = await NtfyServer.StartAsync();
        server.Fault = NtfyFault.Hang;
        new Outbox(_elsewhere, "x").Append(new(AlertKind.FindingFixed, "a", "Fixed", "disk / on web-1"));
        // Nothing is given up by this clock, and nothing is left behind: the send ends because it is told to.
        using var host = Composed(() => new(server.Url, "night-shift", null), new FakeTimeProvider(TimeProvider.System.GetUtcNow()));
        await host.StartAsync(TestContext.Current.CancellationToken);
        await Eventually.BecomesTrueAsync(() => server.Requests == 1);
        await host.StopAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System, TestContext.Current.CancellationToken);
        _log.Lines.ShouldAllBe(line => !line.StartsWith("Error", StringComparison.Ordinal) && !line.StartsWith("Critical", StringComparison.Ordinal));
    }

    public ValueTask DisposeAsync()
    {
        _elsewhere.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private IHost Composed(Func<NtfyOptions?> newest, TimeProvider? clock = null)
    {
        clock ??= TimeProvider.System;
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_log);
        builder.Services
            .Configure<HostOptions>(options => options.ShutdownTimeout = Timeout.InfiniteTimeSpan)
            .AddSingleton(clock)
            .AddSingleton(_ => LedgerFile.Open(State, "host-1", clock))
            .AddSingleton(new AlertSettings(newest))
            .AddAlerts();
        return builder.Build();
    }
}
