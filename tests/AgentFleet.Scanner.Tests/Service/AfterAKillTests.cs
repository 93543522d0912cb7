using AgentFleet.Ledger.Scanning;
using AgentFleet.Processes;
using Microsoft.Data.Sqlite;

namespace AgentFleet.Scanner.Tests.Service;

[Trait("Category", "Slow")]
public sealed class AfterAKillTests : IAsyncDisposable
{
    private readonly RunningScanner _scanner = new();

    public ValueTask DisposeAsync() => _scanner.DisposeAsync();

    [Fact]
    public async Task A_look_that_was_killed_in_the_middle_is_taken_when_the_service_starts_again_however_slow_the_ledger_is()
    {
        // Those before it in turn only put its first firing off: somebody else looks at them.
        string[] others = ["a", "b", "c", "d"];
        foreach (var name in others.Append("site"))
            _scanner.Define(name, "{ kind: plugin, schedule: every 1h, command: [/bin/true] }");
        var turns = others.Select(name => FileLock.TryAcquire(_scanner.State.ScannerLock(name)).ShouldNotBeNull()).ToList();
        new CycleStore(_scanner.Ledger).Begin("site", CycleTrigger.Schedule);

        Task starting;
        using (Locked())
        {
            starting = Task.Run(() => _scanner.StartAsync(housekeeping: TimeSpan.FromHours(1)), RunningScanner.Enough);
            await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, RunningScanner.Enough);
        }
        await starting;
        await RunningScanner.UntilAsync(() => _scanner.Count("cycles WHERE scanner = 'site' AND status = 'complete'") == 1);
        _scanner.Count("cycles WHERE scanner = 'site' AND status = 'abandoned'").ShouldBe(1);
        turns.ForEach(turn => turn.Dispose());
    }

    private SqliteConnection Locked()
    {
        var connection = new SqliteConnection($"Data Source={_scanner.State.Ledger};Pooling=False");
        connection.Open();
        using var begin = connection.CreateCommand();
        begin.CommandText = "BEGIN IMMEDIATE";
        begin.ExecuteNonQuery();
        return connection;
    }
}
