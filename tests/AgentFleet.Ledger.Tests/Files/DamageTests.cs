using AgentFleet.Ledger.Alerting;
using AgentFleet.Ledger.Asking;
using AgentFleet.Ledger.Audit;
using AgentFleet.Ledger.Files;
using AgentFleet.Testing;
using Dapper;

namespace AgentFleet.Ledger.Tests.Files;

[Trait("Category", "Slow")]
public sealed class DamageTests : IDisposable
{
    private const int PageSize = 4096;

    private readonly TemporaryFolder _folder = new();

    private StateFolder State => new(_folder.File("state"));

    [Theory]
    [InlineData(10)]
    [InlineData(100)]
    [InlineData(50_000)]
    public void A_file_that_is_no_database_is_refused_and_left_byte_for_byte(int length)
    {
        State.Create();
        var garbage = new byte[length];
        new Random(1).NextBytes(garbage);
        File.WriteAllBytes(State.Ledger, garbage);

        var refused = Should.Throw<LedgerException>(() => Open());
        refused.Message.ShouldStartWith($"{State.Ledger} is damaged (");
        refused.Message.ShouldEndWith("); it was left untouched. Move it away or restore a copy, then start again");
        refused.TryAgain.ShouldBeFalse();
        File.ReadAllBytes(State.Ledger).ShouldBe(garbage);
    }

    [Fact]
    public void After_an_unclean_stop_nothing_that_was_written_is_missing()
    {
        Killed();
        using var reader = LedgerReader.Open(State, "host-1", new FakeTimeProvider());
        reader.Ask("SELECT count(*) FROM alerts").Rows[0][0].ShouldBe(110L);
        reader.VerifyEvents().ShouldBeOfType<ChainVerdict.Whole>().Count.ShouldBe(110);
    }

    [Theory]
    [InlineData(0x00)]
    [InlineData(0xFF)]
    public void After_an_unclean_stop_a_damaged_page_is_noticed_and_the_file_left_untouched(byte with)
    {
        var page = Killed();
        var bytes = File.ReadAllBytes(State.Ledger);
        bytes.AsSpan(page * PageSize, PageSize).Fill(with);
        File.WriteAllBytes(State.Ledger, bytes);
        var log = File.ReadAllBytes(State.Ledger + "-wal");

        for (var time = 1; time <= 2; time++)
        {
            Should.Throw<LedgerException>(() => Open()).Message.ShouldStartWith($"{State.Ledger} is damaged (");
            File.ReadAllBytes(State.Ledger).ShouldBe(bytes);
            File.ReadAllBytes(State.Ledger + "-wal").ShouldBe(log);
        }
    }

    [Fact]
    public void A_ledger_that_was_cut_off_is_refused_and_left_untouched()
    {
        Killed();
        Open().Dispose();
        var bytes = File.ReadAllBytes(State.Ledger)[..^(10 * PageSize)];
        File.WriteAllBytes(State.Ledger, bytes);

        Should.Throw<LedgerException>(() => Open()).Message.ShouldStartWith($"{State.Ledger} is damaged (");
        File.ReadAllBytes(State.Ledger).ShouldBe(bytes);
    }

    [Fact]
    public void A_ledger_that_was_refused_is_let_go()
    {
        var page = Killed();
        var bytes = File.ReadAllBytes(State.Ledger);
        bytes.AsSpan(page * PageSize, PageSize).Clear();
        File.WriteAllBytes(State.Ledger, bytes);
        Should.Throw<LedgerException>(() => Open());

        File.Delete(State.Ledger);
        File.Delete(State.Ledger + "-wal");
        File.Delete(State.Ledger + "-shm");
        Open().Dispose();
    }

    public void Dispose() => _folder.Dispose();

    private LedgerFile Open() => LedgerFile.Open(State, "host-1", new FakeTimeProvider());

    /// <summary>What a process leaves that was killed in the middle of its work: a ledger, and a log that was not yet copied into it.</summary>
    /// <returns>A page in the middle of the ledger, from 0, that the log does not hold: the root of a table that rested.</returns>
    private int Killed()
    {
        using var alive = new World();
        Send(alive, 0, 100);
        alive.Raw().Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        Send(alive, 100, 10);
        State.Create();
        File.Copy(alive.Ledger.State.Ledger, State.Ledger);
        File.Copy(alive.Ledger.State.Ledger + "-wal", State.Ledger + "-wal");
        new FileInfo(State.Ledger + "-wal").Length.ShouldBeGreaterThan(0);
        return alive.Scalar<int>("SELECT rootpage FROM sqlite_master WHERE name = 'fix_attempts'") - 1;
    }

    private static void Send(World world, int from, int count)
    {
        for (var i = from; i < from + count; i++)
        {
            world.Outbox.Append(new(AlertKind.FindingOpened, $"{i}", new string('t', 200), new string('b', 600)));
            world.Outbox.Sent(world.Outbox.Claim(TimeSpan.FromSeconds(30))!);
        }
    }
}
