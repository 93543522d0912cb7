using AgentFleet.Ledger.Files;
using AgentFleet.Testing;
using Dapper;
using Microsoft.Data.Sqlite;

namespace AgentFleet.Ledger.Tests.Files;

public sealed class MigrationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private StateFolder State => new(_folder.File("state"));

    [Fact]
    public void An_empty_folder_becomes_a_ledger()
    {
        Open().Dispose();
        using var raw = Raw();
        raw.ExecuteScalar<int>("PRAGMA user_version").ShouldBe(Migrator.KnownVersion);
        raw.ExecuteScalar<int>("PRAGMA application_id").ShouldBe(0x4167466c);
        raw.ExecuteScalar<string>("PRAGMA journal_mode").ShouldBe("wal");
        raw.ExecuteScalar<string>("PRAGMA integrity_check").ShouldBe("ok");
        string.Join(' ', raw.Query<string>("SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name <> 'sqlite_sequence' ORDER BY name"))
            .ShouldBe("agent_sessions alerts check_notes cycle_samples cycle_sources cycles events finding_status findings fix_attempts holds repo_counts sample_series samples verifications work_orders");
    }

    [Fact]
    public void Every_table_is_strict()
    {
        Open().Dispose();
        using var raw = Raw();
        raw.Query<string>("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'").ShouldBeEmpty();
    }

    [Fact]
    public void Opening_again_changes_nothing()
    {
        Open().Dispose();
        var before = File.ReadAllBytes(State.Ledger);
        Open().Dispose();
        File.ReadAllBytes(State.Ledger).ShouldBe(before);
    }

    [Fact]
    public void Every_connection_is_as_safe_as_it_can_be()
    {
        Open().Dispose();
        using var raw = Raw();
        raw.ExecuteScalar<int>("PRAGMA synchronous").ShouldBe(2);
        raw.ExecuteScalar<int>("PRAGMA foreign_keys").ShouldBe(1);
        raw.ExecuteScalar<int>("PRAGMA busy_timeout").ShouldBe(5000);
    }

    [Fact]
    public void A_ledger_of_a_newer_program_is_refused()
    {
        Open().Dispose();
        using (var raw = Raw())
            raw.Execute("PRAGMA user_version = 99");
        Should.Throw<LedgerException>(Open).Message.ShouldBe(
            $"{State.Ledger} was written by a newer AgentFleet (schema 99; this program knows {Migrator.KnownVersion}); update AgentFleet");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(99)]
    public void Somebody_elses_database_is_refused_and_left_as_it_is(int version)
    {
        SqliteLibrary.Require();
        State.Create();
        using (var raw = Raw())
            raw.Execute($"CREATE TABLE contacts (name TEXT); PRAGMA user_version = {version}");
        var before = File.ReadAllBytes(State.Ledger);

        Should.Throw<LedgerException>(Open).Message.ShouldBe(
            $"{State.Ledger} is a SQLite file, but not a ledger of AgentFleet; name another folder with --state");
        File.ReadAllBytes(State.Ledger).ShouldBe(before);
    }

    [Fact]
    public void A_schema_altered_by_hand_is_noticed_when_migrating_and_stays_refused()
    {
        SqliteLibrary.Require();
        State.Create();
        using (var raw = Raw())
            raw.Execute("PRAGMA application_id = 0x4167466c; CREATE TABLE mine (x)");
        for (var time = 1; time <= 2; time++)
        {
            Should.Throw<LedgerException>(Open, $"opened for the {time}. time").Message.ShouldBe(
                $"{State.Ledger} is damaged (its schema is not the one expected: mine); it was left untouched. Move it away or restore a copy, then start again");
        }
    }

    [Fact]
    public void A_table_that_stands_in_the_way_of_a_migration_is_told_and_changes_nothing()
    {
        SqliteLibrary.Require();
        State.Create();
        using (var raw = Raw())
            raw.Execute("PRAGMA application_id = 0x4167466c; CREATE TABLE alerts (x)");
        Should.Throw<LedgerException>(Open).Message.ShouldContain("table alerts already exists");
        using var after = Raw();
        after.ExecuteScalar<string>("SELECT group_concat(name) FROM sqlite_master").ShouldBe("alerts");
    }

    [Fact]
    public void A_ledger_of_the_first_program_is_brought_up_to_date_and_keeps_what_it_holds()
    {
        SqliteLibrary.Require();
        State.Create();
        using (var raw = Raw())
        {
            raw.Execute(File.ReadAllText(Repository.Path("src", "AgentFleet.Ledger", "Migrations", "0001-ledger.sql")));
            raw.Execute("PRAGMA application_id = 0x4167466c");
            raw.Execute("PRAGMA user_version = 1");
            raw.Execute("""
                INSERT INTO findings (id, host, scanner, source, fingerprint, episode, kind, subject, title, severity, state, first_seen_at, last_seen_at, opened_at, evidence)
                VALUES ('f', 'h', 'disk', '/', 'h:disk:/', 1, 'disk', 'disk//', 'full', 'warning', 'open', 't', 't', 't', '{}')
                """);
        }
        Open().Dispose();

        using var after = Raw();
        after.ExecuteScalar<int>("PRAGMA user_version").ShouldBe(Migrator.KnownVersion);
        after.ExecuteScalar<string>("SELECT finding_id || status || title || coalesce(inhibited_by, '-') FROM finding_status").ShouldBe("fopenfull-");
    }

    [Fact]
    public async Task Many_processes_may_open_a_new_ledger_at_once()
    {
        for (var round = 0; round < 10; round++)
        {
            var state = new StateFolder(_folder.File($"state-{round}"));
            using var start = new Barrier(8);
            var opened = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(() =>
            {
                start.SignalAndWait();
                return LedgerFile.Open(state, "host-1", TimeProvider.System);
            }, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
            foreach (var ledger in opened)
                ledger.Dispose();
        }
    }

    public void Dispose() => _folder.Dispose();

    private LedgerFile Open() => LedgerFile.Open(State, "host-1", new FakeTimeProvider());

    private LedgerConnection Raw() => LedgerFile.Connect(State.Ledger, SqliteOpenMode.ReadWriteCreate);
}
