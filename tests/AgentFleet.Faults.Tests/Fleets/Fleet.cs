using AgentFleet.Ledger.Files;

namespace AgentFleet.Faults.Tests.Fleets;

/// <summary>
/// A scanner and supervisors as real processes on a real ledger, with troubles that are files and a cure that deletes
/// them. Whatever it started is gone when it is disposed.
/// </summary>
internal sealed partial class Fleet : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<Service> _services = [];
    private readonly List<string> _planted = [];
    private readonly int _seed;

    public Fleet(int seed, FleetPlan plan)
    {
        _seed = seed;
        Plan = plan;
        State = new StateFolder(plan.State ?? _folder.File("state"));
        Ledger = new LedgerView(State);
        Journal = new Journal(_folder.File("journal"));
        Chance = new Random(seed);
        foreach (var name in new[] { "scanners", "troubles", "bin" })
            Directory.CreateDirectory(_folder.File(name));
        RunnableFile.Copy(Script("setsid"), _folder.File("bin/setsid"));
        WriteConfiguration();
        if (plan.HasLedger)
            LedgerFile.Open(State, "host-1", TimeProvider.System).Dispose();
    }

    public FleetPlan Plan { get; }

    /// <summary>The folder of its configuration, its definitions and, unless the plan says otherwise, its state.</summary>
    public string Folder => _folder.Path;

    /// <summary>What a command line begins with; another where the services are to run in a world of their own.</summary>
    public IReadOnlyList<string> Program { get; set; } = Executable.Argv;

    public StateFolder State { get; }

    public LedgerView Ledger { get; }

    public Journal Journal { get; }

    /// <summary>The same from run to run of the same round.</summary>
    public Random Chance { get; }

    /// <summary>Names of the troubles that were there, each once for every time it came.</summary>
    public IReadOnlyList<string> Planted => _planted;

    public IReadOnlyList<Service> Running => [.. _services.Where(s => s.IsAlive)];

    /// <summary>When the last scanner service was started.</summary>
    public DateTimeOffset ScannerSince { get; private set; }

    public Service StartScanner()
    {
        var scanner = Start("scanner");
        ScannerSince = scanner.StartedAt;
        return scanner;
    }

    public Service StartSupervisor() => Start("supervisor", StandIns);

    /// <summary>A supervisor whose runs can be held before they pass their gate: <see cref="Held.Starts"/>.</summary>
    public Service StartSupervisorWithSlowStarts() => Start("supervisor", _folder.File("bin"));

    /// <summary>Runs any verb.</summary>
    /// <param name="firstInPath">A folder whose programs stand in for the machine's; null: none.</param>
    public Service Start(string verb, string? firstInPath = null)
    {
        var service = Service.Start(Argv(verb), _folder.Path, firstInPath);
        _services.Add(service);
        return service;
    }

    /// <summary>Up to a few milliseconds, so that repeated rounds do not all hit the same instant.</summary>
    public Task HesitateAsync() => Patience.ForAsync(TimeSpan.FromMilliseconds(Chance.Next(0, 40)));

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _services)
            await service.DisposeAsync();
        foreach (var held in Enum.GetValues<Held>())
            Release(held);
        // Twice: the first may meet a shell in the middle of forking.
        for (var round = 0; round < 2; round++)
        {
            Leftovers.KillAllOf(_folder.Path);
            await Patience.ForAsync(TimeSpan.FromMilliseconds(100));
        }
        _folder.Dispose();
    }

    private string StandIns => _folder.File("stand-ins");

    private string[] Argv(string verb) => [.. Program, verb, "--state", State.Root, "--config", _folder.File("agentfleet.yaml")];

    private static string Script(string name) => Path.Combine(AppContext.BaseDirectory, "Scripts", name);
}
