using AgentFleet.Ledger.Files;

namespace AgentFleet.Testing;

/// <summary>A real ledger in a folder of the test's own, with a clock that the test moves.</summary>
public sealed class TestLedger : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TestLedger()
    {
        State = new StateFolder(_folder.File("state"));
        File = Open();
    }

    public FakeTimeProvider Clock { get; } = new();

    public StateFolder State { get; }

    public LedgerFile File { get; }

    /// <summary>Opens the same ledger once more, as another process would.</summary>
    public LedgerFile Open() => LedgerFile.Open(State, "host-1", Clock);

    public void Dispose()
    {
        File.Dispose();
        _folder.Dispose();
    }
}
