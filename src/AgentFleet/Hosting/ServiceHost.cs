using System.Globalization;
using AgentFleet.Alerts;
using AgentFleet.Configuration;
using AgentFleet.Ledger.Alerting;
using AgentFleet.Verbs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Events;

namespace AgentFleet.Hosting;

/// <summary>The frame of both services: the ledger, the configuration, logs on standard error, alerts.</summary>
internal static class ServiceHost
{
    /// <summary>Runs a service until it is told to stop.</summary>
    public static async Task RunAsync(Site site, string name, Action<IServiceCollection, Func<FleetConfiguration>> add, CancellationToken ct)
    {
        using var ledger = site.OpenLedger();
        var owner = $"{name}-{Guid.CreateVersion7(Site.Clock.GetUtcNow())}";
        var outbox = new Outbox(ledger, owner);
        var watch = new ConfigurationWatch(site.ConfigurationFile, site.Configuration, new BrokenFiles(ledger, owner, file => file == site.ConfigurationFile));

        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true, ApplicationName = name });
        // A run or a look in flight is not waited for: both survive us.
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(5));
        builder.Services.AddSingleton(ledger).AddSingleton(Site.Clock).AddSingleton(outbox)
            .AddSingleton(new AlertSettings(() => watch.Current.Ntfy)).AddGitHub(() => watch.Current.GitHub);
        Log(builder.Logging, LogEventLevel.Information);
        add(builder.Services, () => watch.Current);
        builder.Services.AddAlerts();
        using var host = builder.Build();
        var parts = host.Services.GetServices<IHostedService>().OfType<BackgroundService>().ToList();
        await host.RunAsync(ct);
        // A part that failed stops the host, but quietly: whoever started the service must see that it did not end well.
        foreach (var part in parts)
        {
            if (part.ExecuteTask is { IsFaulted: true } failed)
                await failed;
        }
    }

    public static void Log(ILoggingBuilder logging, LogEventLevel least) => logging.AddSerilog(
        new LoggerConfiguration()
            .MinimumLevel.Is(least)
            .MinimumLevel.Override("Quartz", LogEventLevel.Warning)
            .MinimumLevel.Override("System.Net.Http", LogEventLevel.Warning)
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            // The web server warns of what strangers send, as often as they send it.
            .MinimumLevel.Override("Microsoft.AspNetCore", LogEventLevel.Error)
            .WriteTo.Console(
                outputTemplate: "{Timestamp:yyyy-MM-ddTHH:mm:ss.fffzzz} {Level:u4} {SourceContext}: {Message:lj}{NewLine}{Exception}",
                formatProvider: CultureInfo.InvariantCulture,
                standardErrorFromLevel: LogEventLevel.Verbose)
            .CreateLogger(),
        dispose: true);
}
