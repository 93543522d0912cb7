using AgentFleet.GitHub;
using AgentFleet.Ledger.Files;
using AgentFleet.Supervisor.Dispatch;
using AgentFleet.Supervisor.Executors;
using AgentFleet.Supervisor.Origins;
using AgentFleet.Supervisor.Policies;
using Microsoft.Extensions.DependencyInjection;

namespace AgentFleet.Supervisor;

/// <summary>What the supervisor is made of, in the order in which work flows through it.</summary>
public static class SupervisorServices
{
    /// <summary>The parts, for a verb that works once; the ledger, the clock, the log and GitHub are the caller's.</summary>
    public static IServiceCollection AddSupervision(this IServiceCollection services, SupervisorSettings settings) => services
        .AddSingleton(settings)
        .AddSingleton(new PolicyFolder(settings.Current().Policies))
        .AddSingleton(s => new SupervisorIdentity(s.GetRequiredService<LedgerFile>().State, s.GetRequiredService<TimeProvider>()))
        .AddSingleton<ExecutorBench>()
        .AddSingleton(s => new GitHubOrigin(s.GetService<GitHubConnection>(), s.GetRequiredService<TimeProvider>()))
        .AddSingleton<RunKeeper>()
        .AddSingleton<Reconciler>()
        .AddSingleton<Dispatcher>()
        .AddSingleton<SupervisorTick>();

    /// <summary>The service.</summary>
    public static IServiceCollection AddSupervisor(this IServiceCollection services, SupervisorSettings settings) => services
        .AddSupervision(settings)
        .AddHostedService<SupervisorService>();
}
