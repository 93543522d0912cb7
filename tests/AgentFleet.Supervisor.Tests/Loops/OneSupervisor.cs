using AgentFleet.GitHub;
using AgentFleet.Ledger.Files;
using AgentFleet.Supervisor.Dispatch;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AgentFleet.Supervisor.Tests.Loops;

/// <summary>One supervisor with a ledger connection of its own, as a process would have it, ticked by the test.</summary>
internal sealed class OneSupervisor : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly LedgerFile _ledger;
    private bool _isDead;

    /// <param name="gitHub">Null: it is not asked.</param>
    public OneSupervisor(StateFolder state, SupervisorOptions options, TimeProvider clock, GitHubConnection? gitHub = null)
    {
        _ledger = LedgerFile.Open(state, "host-1", clock);
        var services = new ServiceCollection();
        if (gitHub is not null)
            services.AddSingleton(gitHub);
        _services = services
            .AddSingleton(_ledger)
            .AddSingleton(clock)
            .AddLogging(log => log.AddProvider(Log))
            .AddSupervision(new SupervisorSettings(() => options))
            .BuildServiceProvider();
        Id = _services.GetRequiredService<SupervisorIdentity>().Id;
    }

    public string Id { get; }

    public ErrorLog Log { get; } = new();

    private RunKeeper Keeper => _services.GetRequiredService<RunKeeper>();

    public void Tick() => _services.GetRequiredService<SupervisorTick>().Run();

    public bool IsIdle => Keeper.WhenIdleAsync(CancellationToken.None).IsCompleted;

    public async Task WhenIdleAsync()
    {
        await Keeper.WhenIdleAsync(TestContext.Current.CancellationToken);
        Log.Unexpected.ShouldBeEmpty();
    }

    /// <summary>One tick, and every run that it began has ended.</summary>
    public async Task SettleAsync()
    {
        Tick();
        await WhenIdleAsync();
    }

    /// <summary>What a crash leaves: the runs go on, the lock is free, and nobody follows the runs.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDead)
            return;
        _isDead = true;
        await Keeper.ReleaseAsync();
        await _services.DisposeAsync();
        _ledger.Dispose();
    }
}
