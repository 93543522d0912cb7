using AgentFleet.Ledger.Alerting;
using AgentFleet.Ledger.Asking;
using AgentFleet.Ledger.Files;
using AgentFleet.Ntfy;
using AgentFleet.Testing;

namespace AgentFleet.Alerts.Tests;

/// <summary>A ledger, an ntfy server, and deliverers between them.</summary>
internal sealed class Delivering : IAsyncDisposable
{
    private readonly List<IDisposable> _opened = [];
    private readonly Outbox _outbox;

    private Delivering(NtfyServer server, TestLedger ledger, NtfyRules rules)
    {
        (Server, Ledger) = (server, ledger);
        Options = new(server.Url, "night-shift", rules.Token);
        Channel = Opened(new NtfyChannel(Clock));
        Reader = Opened(LedgerReader.Open(ledger.State, "host-1", Clock));
        _outbox = new(ledger.File, "test");
    }

    public NtfyServer Server { get; }

    public TestLedger Ledger { get; }

    public FakeTimeProvider Clock => Ledger.Clock;

    public NtfyChannel Channel { get; }

    public RecordedLog Log { get; } = new();

    public LedgerReader Reader { get; }

    /// <summary>What the configuration says at the moment.</summary>
    public NtfyOptions? Options { get; set; }

    public IReadOnlyList<AlertRow> Rows => AlertRow.All(Reader);

    /// <summary>How long until the next alert is due.</summary>
    public TimeSpan? NextDue => _outbox.NextDue() - Clock.GetUtcNow();

    public static async Task<Delivering> StartAsync(NtfyRules? rules = null)
    {
        var ledger = new TestLedger();
        rules ??= new();
        return new(await NtfyServer.StartAsync(rules, ledger.Clock), ledger, rules);
    }

    public AlertDelivery Deliverer(LedgerFile? ledger = null) =>
        Opened(new AlertDelivery(ledger ?? Ledger.File, new AlertSettings(() => Options), Channel, Clock, Log.For<AlertDelivery>()));

    public LedgerFile OpenLedger() => Opened(Ledger.Open());

    /// <summary>Each a millisecond after the one before, so that their order is known.</summary>
    public void Append(string key, AlertKind? kind = null, bool suppressed = false)
    {
        Clock.Advance(TimeSpan.FromMilliseconds(1));
        _outbox.Append(new(kind ?? AlertKind.FindingOpened, key, $"Title of {key}", $"Body of {key}") { Suppressed = suppressed });
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var thing in Enumerable.Reverse(_opened))
            thing.Dispose();
        await Server.DisposeAsync();
        Ledger.Dispose();
    }

    private T Opened<T>(T thing) where T : IDisposable
    {
        _opened.Add(thing);
        return thing;
    }
}
