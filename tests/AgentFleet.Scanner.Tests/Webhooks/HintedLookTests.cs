using AgentFleet.Processes;
using AgentFleet.Scanner.Tests.Service;

namespace AgentFleet.Scanner.Tests.Webhooks;

[Trait("Category", "Slow")]
public sealed class HintedLookTests : IAsyncLifetime
{
    private readonly RunningScanner _scanner = new();
    private readonly System.Net.IPEndPoint _address = FreePort.Find();

    private string HoldFile => _scanner.PathOf("hold");

    private Uri Url => new($"http://{_address}");

    public async ValueTask InitializeAsync()
    {
        Define("site", "exit 0", "");
        _scanner.Define("other", $"{{ kind: folder-size, schedule: every 1h, path: {_scanner.PathOf("scanners")}, thresholds: {{ warning: 1GiB }} }}");
        await _scanner.StartAsync(TimeSpan.FromMilliseconds(200), new(() => new(_address, new(Delivery.Secret))) { Kind = "plugin" });
        await RunningScanner.UntilAsync(() => Looks("site", "complete") == 1 && Looks("other", "complete") == 1);
        while (!await FreePort.IsOpenAsync(_address))
            await WaitAsync(0.02);
    }

    public ValueTask DisposeAsync() => _scanner.DisposeAsync();

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
        await Task.WhenAll(Enumerable.Range(0, 15).Select(_ => DeliverAsync()));
        await RunningScanner.UntilAsync(() => Looks("site") == 2);
        await WaitAsync(1.5);
        Looks("site").ShouldBe(2);
    }

    [Fact]
    public async Task While_a_look_is_under_way_one_more_follows_it_however_many_hints_come()
    {
        await HoldALookAsync("");
        for (var time = 0; time < 4; time++)
        {
            await DeliverAsync();
            await WaitAsync(0.7);
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
        await DeliverAsync();
        await WaitAsync(7);
        File.Delete(HoldFile);
        await RunningScanner.UntilAsync(() => Looks("site", "complete") == 3);
    }

    [Fact]
    public async Task A_retry_that_is_due_later_does_not_take_the_place_of_a_hint()
    {
        await HoldALookAsync(", confirm_after: 5, retry_interval: 1h", exit: 2);
        await DeliverAsync();
        await WaitAsync(1);
        File.Delete(HoldFile);
        await RunningScanner.UntilAsync(() => Looks("site", "complete") == 3);
    }

    [Fact]
    public async Task Where_another_look_has_the_turn_the_hint_waits_for_it()
    {
        using (FileLock.TryAcquire(_scanner.State.ScannerLock("site")).ShouldNotBeNull())
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
        await RunningScanner.UntilAsync(() => Looks("site", "running") == 1);
    }

    private async Task DeliverAsync() => Hook.StatusOf(await Caller.DeliverAsync(Url, Fresh())).ShouldBe(202);

    // Two deliveries with one body would be one.
    private static Delivery Fresh() => new() { Body = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToByteArray() };

    private void Define(string name, string script, string options) => _scanner.Define(name,
        $"{{ kind: plugin, schedule: every 1h, timeout: 30s, command: [/bin/sh, -c, {System.Text.Json.JsonSerializer.Serialize(script)}]{options} }}");

    private long Looks(string scanner, string status = "%") => _scanner.Count($"cycles WHERE scanner = '{scanner}' AND status LIKE '{status}'");

    private static Task WaitAsync(double seconds) => Task.Delay(TimeSpan.FromSeconds(seconds), TimeProvider.System, RunningScanner.Enough);
}
