using AgentFleet.Ledger.Files;
using AgentFleet.Ledger.Scanning;
using AgentFleet.Scanner.Cycles;
using AgentFleet.Scanner.Definitions;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace AgentFleet.Scanner.Service;

public static class ScannerServices
{
    // One hanging check costs one of these, and nothing else while it waits; with too few the others would miss their firings.
    private const int LooksAtOnce = 128;

    /// <summary>Adds the scanner: schedules, and the looks that attempts ask for. The ledger and the clock are the host's.</summary>
    public static IServiceCollection AddScanner(this IServiceCollection services, ScannerOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(ScannerFolder.Open(options.Folder));
        services.AddSingleton<CycleRunner>();
        services.AddSingleton(provider => new CycleStore(provider.GetRequiredService<LedgerFile>()));
        services.AddSingleton<BrokenDefinitionAlarm>();
        services.AddSingleton<ScheduleBook>();
        // Known to the container, so that Quartz need not compile a factory for it: a megabyte of an idle service.
        services.AddTransient<ScanJob>();
        services.AddQuartz(quartz => quartz
            .UseInMemoryStore()
            .UseDefaultThreadPool(LooksAtOnce)
            .ConfigureScheduler(scheduler => scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always));
        services.AddQuartzHostedService(hosted => hosted.WaitForJobsToComplete = true);
        services.AddHostedService<Housekeeper>();
        services.AddHostedService<LookListener>();
        return services;
    }
}
