using AgentFleet.Testing;

namespace AgentFleet.Scanner.Tests.Service;

[Trait("Category", "Slow")]
public sealed class ClockStepTests : IAsyncDisposable
{
    private readonly ShiftedClock _clock = new();
    private readonly RunningScanner _scanner;

    public ClockStepTests() => _scanner = new(_clock);

    public ValueTask DisposeAsync() => _scanner.DisposeAsync();

    private long Looks(string scanner) => _scanner.Count($"cycles WHERE scanner = '{scanner}' AND status = 'complete'");

    private Task StartAsync(string schedule)
    {
        _scanner.Define("site", $"{{ kind: plugin, schedule: \"{schedule}\", command: [/bin/true] }}");
        return _scanner.StartAsync(housekeeping: TimeSpan.FromMilliseconds(200));
    }

    [Fact]
    public async Task A_clock_that_is_put_back_by_an_hour_makes_no_scanner_silent()
    {
        await StartAsync("every 1s");
        await RunningScanner.UntilAsync(() => Looks("site") >= 2);

        _clock.Advance(TimeSpan.FromHours(-1));
        var looks = Looks("site");
        await RunningScanner.UntilAsync(() => Looks("site") >= looks + 3);
    }

    [Fact]
    public async Task A_clock_that_is_put_forward_by_an_hour_brings_one_look_and_not_an_hour_of_them()
    {
        await StartAsync("every 1m");
        await RunningScanner.UntilAsync(() => Looks("site") == 1);

        _clock.Advance(TimeSpan.FromHours(1));
        await RunningScanner.UntilAsync(() => Looks("site") >= 2);
        await Task.Delay(TimeSpan.FromSeconds(1.5), TimeProvider.System, RunningScanner.Enough);
        Looks("site").ShouldBeLessThanOrEqualTo(3);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(-5)]
    public async Task What_was_to_be_looked_at_at_night_is_looked_at_once_when_the_machine_wakes(int hours)
    {
        // Five years from now or ago: never by itself during this test.
        await StartAsync($"0 0 {_clock.GetUtcNow().AddDays(-2).UtcDateTime.Day} * *");
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, RunningScanner.Enough);
        Looks("site").ShouldBe(0);

        _clock.Advance(TimeSpan.FromHours(hours));
        await RunningScanner.UntilAsync(() => Looks("site") == 1);
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, RunningScanner.Enough);
        Looks("site").ShouldBe(1);
    }

    [Fact]
    public async Task A_verdict_does_not_wait_for_a_clock_that_was_put_back()
    {
        var state = _scanner.Write("exit-code", "2");
        _scanner.Define("site", $"{{ kind: plugin, schedule: every 1h, command: [/bin/sh, -c, 'exit $(cat {state})'] }}");
        await _scanner.StartAsync(housekeeping: TimeSpan.FromMilliseconds(200));
        await RunningScanner.UntilAsync(() => _scanner.Count("findings WHERE state = 'open'") == 1);
        File.WriteAllText(state, "3");
        Attempts.End(_scanner.Ledger, new AgentFleet.Ledger.Scanning.CycleStore(_scanner.Ledger).Known("site")[0], _clock);
        await RunningScanner.UntilAsync(() => _scanner.Count("cycles WHERE scanner = 'site' AND status = 'failed'") >= 1);

        _clock.Advance(TimeSpan.FromHours(-1));
        File.WriteAllText(state, "0");
        await RunningScanner.UntilAsync(() => _scanner.Count("verifications WHERE verdict = 'fixed'") == 1);
    }
}
