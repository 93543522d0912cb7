using AgentFleet.Faults.Tests.Fleets;
using AgentFleet.Ledger;

namespace AgentFleet.Faults.Tests.Health;

[Collection(nameof(SickMachine))]
[Trait("Category", "Slow")]
public sealed class LogTests(SickMachine machine)
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromMilliseconds(5);

    private int _written;

    private string Log => LogOf(machine);

    internal static void Define(SickMachine machine)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(LogOf(machine))!);
        File.WriteAllText(LogOf(machine), "trouble from before the first look\n");
        machine.Watch("log", $"kind: logs\nfile: {LogOf(machine)}\nmatch: [trouble]\nthresholds: {{ warning: 1 }}\nclear_for: 0s");
    }

    [Fact]
    public async Task A_log_full_of_trouble_is_found_and_every_line_counts_once_however_it_is_rotated()
    {
        var fault = new Fault(machine.Fleet, "log");
        await WriteAsync(20);
        var finding = fault.FoundAsync();
        while (!finding.IsCompleted)
            await WriteAsync(1);
        var found = await finding;
        found.Severity.ShouldBe("warning");
        found.Evidence["last_lines"]!.AsArray()[^1]!.GetValue<string>().ShouldStartWith("trouble ");

        // What was written last before it is rotated is what gets lost, so there is always something that no look has read.
        for (var round = 0; round < 2; round++)
        {
            await WriteUntilLookedAsync();
            await RotateAsync((log, old) => File.Move(log, old));
            await WriteUntilLookedAsync();
            await RotateAsync(CopyAndEmpty);
        }
        await WriteUntilLookedAsync();
        await WriteAsync(20);

        var quiet = Now();
        await machine.Fleet.UntilAsync("all that was written was read", () => LooksSince(quiet) > 0);
        await fault.ClearedAsync();
        machine.Fleet.Ledger.Number("SELECT sum(value) FROM samples s JOIN sample_series r ON r.id = s.series WHERE r.scanner = 'log' AND r.metric = 'matches'")
            .ShouldBe(_written, machine.Fleet.Account());
    }

    private long LooksSince(string time) => machine.Fleet.Ledger.Number(
        "SELECT count(*) FROM cycles WHERE scanner = 'log' AND started_at > @time AND completed_at IS NOT NULL", new { time });

    /// <summary>More than one rotation between two looks is more than a look can follow.</summary>
    private async Task WriteUntilLookedAsync()
    {
        var since = Now();
        while (LooksSince(since) == 0)
            await WriteAsync(1);
    }

    private async Task WriteAsync(int lines)
    {
        for (var n = 0; n < lines; n++)
        {
            await File.AppendAllTextAsync(Log, $"trouble {++_written}\n", TestContext.Current.CancellationToken);
            await Patience.ForAsync(BetweenLines);
        }
    }

    private async Task RotateAsync(Action<string, string> move)
    {
        await WriteAsync(20);
        if (File.Exists(Log + ".1"))
            File.Move(Log + ".1", Log + ".2", overwrite: true);
        move(Log, Log + ".1");
    }

    private static void CopyAndEmpty(string log, string old)
    {
        File.Copy(log, old);
        using var file = new FileStream(log, FileMode.Truncate);
    }

    private static string Now() => Times.Text(TimeProvider.System.GetUtcNow());

    private static string LogOf(SickMachine machine) => machine.File("logs/app.log");
}
