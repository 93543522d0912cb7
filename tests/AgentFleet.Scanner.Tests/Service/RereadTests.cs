namespace AgentFleet.Scanner.Tests.Service;

public sealed class RereadTests
{
    [Fact]
    public async Task An_edit_holds_from_the_next_firing_on_without_any_housekeeping()
    {
        await using var scanner = new RunningScanner();
        scanner.Define("site", "{ kind: plugin, schedule: every 1s, command: [/bin/sh, -c, \"echo one; exit 1\"] }");
        await scanner.StartAsync(housekeeping: TimeSpan.FromHours(1));
        await RunningScanner.UntilAsync(() => scanner.Count("findings WHERE title = 'one'") == 1);

        scanner.Define("site", "{ kind: plugin, schedule: every 1s, command: [/bin/sh, -c, \"echo two; exit 1\"] }");
        await RunningScanner.UntilAsync(() => scanner.Count("findings WHERE title = 'two'") == 1);
    }
}
