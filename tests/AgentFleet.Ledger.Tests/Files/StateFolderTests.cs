using AgentFleet.Ledger.Alerting;
using AgentFleet.Ledger.Files;
using AgentFleet.Testing;

namespace AgentFleet.Ledger.Tests.Files;

public sealed class StateFolderTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Only_the_owner_can_enter_its_folders()
    {
        using var ledger = new TestLedger();
        foreach (var folder in new[] { ledger.State.Root, ledger.State.Locks, ledger.State.Wake, ledger.State.Runs })
            File.GetUnixFileMode(folder).ShouldBe(OwnerOnly, folder);
    }

    [Fact]
    public void Only_the_owner_can_read_the_ledger_from_its_first_moment_on()
    {
        using var ledger = new TestLedger();
        new Outbox(ledger.File, "x").Append(new(AlertKind.FindingOpened, "a", "b", "c"));
        foreach (var file in Directory.GetFiles(ledger.State.Root).Concat(Directory.GetFiles(ledger.State.Locks)))
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_named()
    {
        var file = _folder.Write("file", "");
        Should.Throw<LedgerException>(() => LedgerFile.Open(new(Path.Combine(file, "state")), "host-1", new FakeTimeProvider()))
            .Message.ShouldStartWith($"cannot make the folder {file}/state: ");
    }

    [Theory]
    [InlineData("/x", "/y", "/z", "/x")]
    [InlineData(null, "/y", "/z", "/y")]
    [InlineData(null, null, "/z", "/z/agentfleet")]
    [InlineData(null, "", "", "/home/me/.local/state/agentfleet")]
    public void It_is_where_the_nearest_word_says(string? named, string? home, string? xdg, string expected)
    {
        if (OperatingSystem.IsMacOS())
            Assert.Skip("macOS keeps state elsewhere");
        var environment = new Dictionary<string, string> { ["HOME"] = "/home/me" };
        if (home is not null)
            environment["AGENTFLEET_HOME"] = home;
        if (xdg is not null)
            environment["XDG_STATE_HOME"] = xdg;
        StateFolder.Locate(named, environment).Root.ShouldBe(expected);
    }

    [Fact]
    public void Without_a_home_it_says_what_to_do() =>
        Should.Throw<LedgerException>(() => StateFolder.Locate(null, new Dictionary<string, string>()))
            .Message.ShouldBe("there is no $HOME to keep state in; pass --state DIR or set $AGENTFLEET_HOME");

    public void Dispose() => _folder.Dispose();
}
