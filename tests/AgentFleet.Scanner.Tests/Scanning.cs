using System.Text.Json.Nodes;
using AgentFleet.Ledger.Asking;
using AgentFleet.Ledger.Files;
using AgentFleet.Ledger.Scanning;
using AgentFleet.Scanner.Checks;
using AgentFleet.Scanner.Cycles;
using AgentFleet.Scanner.Definitions;
using AgentFleet.Scanner.Schedules;
using AgentFleet.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentFleet.Scanner.Tests;

/// <summary>A scanner called "web" on a real ledger, whose looks the test makes up. The clock moves a minute before each.</summary>
internal sealed class Scanning : IDisposable
{
    private readonly TestLedger _ledger = new();

    public Scanning()
    {
        Runner = NewRunner(_ledger.File);
        Definition = new("web", "plugin", new ScanSchedule.Every(TimeSpan.FromMinutes(1)), TimeSpan.FromSeconds(10), 1, 1, null, Check);
    }

    public ScriptedCheck Check { get; } = new();

    public ScannerDefinition Definition { get; set; }

    public FakeTimeProvider Clock => _ledger.Clock;

    public TestLedger Ledger => _ledger;

    public CycleRunner Runner { get; }

    public CycleStore Cycles => new(_ledger.File);

    /// <summary>What is known about the only finding there is, but for one that says that it goes to and fro.</summary>
    public Finding Finding => Cycles.Known("web").Where(finding => finding.Kind != "flapping").ShouldHaveSingleItem();

    /// <summary>The finding that says that it goes to and fro.</summary>
    public Finding Flapping => Cycles.Known("web").Single(finding => finding.Kind == "flapping");

    public static Observation Bad(string? thing = null, Level level = Level.Warning, string title = "it is bad") => new(thing, level, title, new JsonObject { ["value"] = 1 });

    public static Observation Good(string? thing = null) => new(thing, Level.Ok, "it is well", []);

    public static SourceLook Source(params Observation[] seen) => new("web", seen);

    public static SourceLook Blind(string reason, params Observation[] seen) => new("web", seen, reason);

    public CycleRunner NewRunner(LedgerFile ledger) => new(ledger, Surroundings.None, Clock, NullLogger<CycleRunner>.Instance);

    public Task<CycleReport> LookAsync(params Observation[] seen) => LookAsync(Source(seen));

    public async Task<CycleReport> LookAsync(params SourceLook[] sources)
    {
        Clock.Advance(TimeSpan.FromMinutes(1));
        Check.Sees = (_, _) => Task.FromResult(new Look(sources));
        return (await RunAsync(CycleTrigger.Schedule)).ShouldBeOfType<CycleOutcome.Ran>().Report;
    }

    public Task<CycleOutcome> RunAsync(CycleTrigger trigger) => Runner.RunAsync(Definition, trigger, TestContext.Current.CancellationToken);

    /// <summary>Lets every pause pass until it is done, and no time while it is at work.</summary>
    /// <param name="longest">What waits for longer is at work; two seconds when left out.</param>
    public async Task<T> PassTimeAsync<T>(Task<T> task, TimeSpan? longest = null)
    {
        await Eventually.BecomesTrueAsync(() =>
        {
            while (!task.IsCompleted && Clock.UntilNextTimer is { } wait && wait <= (longest ?? TimeSpan.FromSeconds(2)))
                Clock.Advance(wait);
            return task.IsCompleted;
        });
        return await task;
    }

    /// <summary>An attempt at a finding that has just ended and wants its look.</summary>
    public Guid EndAttempt(Finding finding) => Attempts.End(_ledger.File, finding, Clock);

    public IReadOnlyList<IReadOnlyList<object?>> Ask(string sql)
    {
        using var reader = LedgerReader.Open(_ledger.State, "host-1", Clock);
        return reader.Ask(sql).Rows;
    }

    /// <summary>All alerts so far, as kind and title.</summary>
    public IReadOnlyList<string> Alerts => [.. Ask("SELECT kind || ': ' || title FROM alerts ORDER BY created_at, id").Select(row => (string)row[0]!)];

    public void Dispose() => _ledger.Dispose();
}
