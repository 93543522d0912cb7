using AgentFleet.Processes;
using AgentFleet.Scanner.Tests.Service;
using AgentFleet.Scanner.Webhooks;
using AgentFleet.Testing;

namespace AgentFleet.Scanner.Tests.Webhooks;

[Trait("Category", "Slow")]
public sealed class HintedLookTests : IAsyncLifetime
{
    private readonly RunningScanner _scanner = new();
    private readonly ReservedPort _port = new();

    // What is said when a hint has been acted upon.
    private const string Told = "scanners that look at once";

    private string HoldFile => _scanner.PathOf("hold");

    private Uri Url => _port.Url;

    public async ValueTask InitializeAsync()
    {
        Define("site", "exit 0", "");
        _scanner.Define("other", $"{{ kind: folder-size, schedule: every 1h, path: {_scanner.PathOf("scanners")}, thresholds: {{ warning: 1GiB }} }}");
        await _scanner.StartAsync(TimeSpan.FromMilliseconds(200), new(() => new(_port.Address, new(Delivery.Secret))) { Kind = "plugin" });
        await RunningScanner.UntilAsync(() => Looks("site", "complete") == 1 && Looks("other", "complete") == 1);
        while (!await _port.IsOpenAsync())
            await WaitAsync(0.02);
    }

    public async ValueTask DisposeAsync()
    {
        await _scanner.DisposeAsync();
        _port.Dispose();
    }

    [Fact]
    public async Task A_delivery_makes_the_scanners_of_its_kind_look_long_before_their_schedule()
    {
        await DeliverAsync();
        await RunningScanner.UntilAsync(() => Looks("site") == 2);
        Looks("other").ShouldBe(1);
    }

    [Fact]
    public async Task Many_deliveries_at_once_start_one_look()
    {
        var began = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, 15).Select(_ => DeliverAsync()));
        // On a slow machine they may not come together.
        var groups = 1 + (long)(TimeProvider.System.GetElapsedTime(began) / HintPace.Together);
        await RunningScanner.UntilAsync(() => Looks("site") >= 2);
        await WaitAsync(1.5);
        Looks("site").ShouldBeLessThanOrEqualTo(1 + groups);
    }

    [Fact]
    public async Task While_a_look_is_under_way_one_more_follows_it_however_many_hints_come()
    {
        await HoldALookAsync("");
        // With the one that started the look they are all that may come without a pause between them.
        for (var hint = 1; hint < HintPace.InARow; hint++)
        {
            var told = _scanner.Log.Count(Told);
            await DeliverAsync();
            await RunningScanner.UntilAsync(() => _scanner.Log.Count(Told) > told);
        }
        Looks("site").ShouldBe(2);
        File.Delete(HoldFile);
        await RunningScanner.UntilAsync(() => Looks("site", "complete") == 3);
        await WaitAsync(1.5);
        Looks("site").ShouldBe(3);
    }

    [Fact]
    public async Task A_look_that_takes_longer_than_schedules_bear_is_followed_all_the_same()
    {
        await HoldALookAsync("");
        var told = _scanner.Log.Count(Told);
        await DeliverAsync();
        await RunningScanner.UntilAsync(() => _scanner.Log.Count(Told) > told);
        await WaitAsync(6);
        File.Delete(HoldFile);
        await RunningScanner.UntilAsync(() => Looks("site", "complete") == 3);
    }

    [Fact]
    public async Task A_retry_that_is_due_later_does_not_take_the_place_of_a_hint()
    {
        await HoldALookAsync(", confirm_after: 5, retry_interval: 1h", exit: 2);
        var told = _scanner.Log.Count(Told);
        await DeliverAsync();
        await RunningScanner.UntilAsync(() => _scanner.Log.Count(Told) > told);
        File.Delete(HoldFile);
        await RunningScanner.UntilAsync(() => Looks("site", "complete") == 3);
    }

    [Fact]
    public async Task Where_another_look_has_the_turn_the_hint_waits_for_it()
    {
        // The look that is over gives its turn back a moment after it was written down, and it may just be seen to who holds one.
        FileLock? turn = null;
        await RunningScanner.UntilAsync(() => (turn = FileLock.TryAcquire(_scanner.State.ScannerLock("site"))) is not null);
        using (turn)
        {
            await DeliverAsync();
            await WaitAsync(2);
            Looks("site").ShouldBe(1);
        }
        await RunningScanner.UntilAsync(() => Looks("site", "complete") == 2);
        await WaitAsync(1.5);
        Looks("site").ShouldBe(2);
    }

    // The next look ends when the file is gone.
    private async Task HoldALookAsync(string options, int exit = 0)
    {
        _scanner.Write("hold", "");
        Define("site", $"while [ -e {HoldFile} ]; do sleep 0.05; done; exit {exit}", options);
        await DeliverAsync();
        await RunningScanner.UntilAsync(() => Looks("site", "running") == 1 && _scanner.Log.Count(Told) == 1);
    }

    private async Task DeliverAsync() => Hook.StatusOf(await Caller.DeliverAsync(Url, Fresh())).ShouldBe(202);

    // Two deliveries with one body would be one.
    private static Delivery Fresh() => new() { Body = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToByteArray() };

    private void Define(string name, string script, string options) => _scanner.Define(name,
        $"{{ kind: plugin, schedule: every 1h, timeout: 2m, command: [/bin/sh, -c, {System.Text.Json.JsonSerializer.Serialize(script)}]{options} }}");

    private long Looks(string scanner, string status = "%") => _scanner.Count($"cycles WHERE scanner = '{scanner}' AND status LIKE '{status}'");

    private static Task WaitAsync(double seconds) => Task.Delay(TimeSpan.FromSeconds(seconds), TimeProvider.System, RunningScanner.Enough);
}
