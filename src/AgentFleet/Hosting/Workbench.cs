using AgentFleet.Configuration;
using AgentFleet.Ledger.Files;
using AgentFleet.Scanner.Checks;
using AgentFleet.Scanner.Cycles;
using AgentFleet.Supervisor;
using AgentFleet.Supervisor.Dispatch;
using AgentFleet.Supervisor.Executors;
using AgentFleet.Supervisor.Policies;
using Microsoft.Extensions.DependencyInjection;
using Serilog.Events;

namespace AgentFleet.Hosting;

/// <summary>The parts of scanner and supervisor for a verb that works once, in the foreground.</summary>
internal sealed class Workbench : IAsyncDisposable
{
    private readonly ServiceProvider _parts;

    public Workbench(LedgerFile ledger, FleetConfiguration configuration, TimeProvider clock) => _parts = new ServiceCollection()
        .AddLogging(logging => ServiceHost.Log(logging, LogEventLevel.Error))
        .AddSingleton(ledger)
        .AddSingleton(clock)
        .AddGitHub(() => configuration.GitHub)
        .AddSingleton<CycleRunner>()
        .AddSupervision(new SupervisorSettings(() => configuration.Supervisor))
        .BuildServiceProvider();

    public Surroundings Around => _parts.GetRequiredService<Surroundings>();

    public CycleRunner Cycles => _parts.GetRequiredService<CycleRunner>();

    public SupervisorTick Tick => _parts.GetRequiredService<SupervisorTick>();

    public Dispatcher Dispatcher => _parts.GetRequiredService<Dispatcher>();

    public Reconciler Reconciler => _parts.GetRequiredService<Reconciler>();

    public RunKeeper Keeper => _parts.GetRequiredService<RunKeeper>();

    public PolicyFolder Policies => _parts.GetRequiredService<PolicyFolder>();

    public ExecutorBench Executors => _parts.GetRequiredService<ExecutorBench>();

    /// <summary>Runs that are under way go on; the next supervisor takes them over.</summary>
    public async ValueTask DisposeAsync()
    {
        await Keeper.ReleaseAsync();
        await _parts.DisposeAsync();
    }
}
