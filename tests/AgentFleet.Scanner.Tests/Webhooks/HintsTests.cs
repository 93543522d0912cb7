using AgentFleet.Scanner.Webhooks;
using AgentFleet.Testing;

namespace AgentFleet.Scanner.Tests.Webhooks;

public sealed class HintsTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Hints _hints;
    private readonly Task _loop;
    private readonly List<TimeSpan> _looks = [];

    public HintsTests()
    {
        _hints = new(_clock);
        var began = _clock.GetUtcNow();
        _loop = Task.Run(async () =>
        {
            while (true)
            {
                await _hints.NextAsync(_stop.Token);
                lock (_looks)
                    _looks.Add(_clock.GetUtcNow() - began);
            }
        });
    }

    private IReadOnlyList<double> Looks
    {
        get
        {
            lock (_looks)
                return [.. _looks.Select(look => look.TotalMilliseconds)];
        }
    }

    // Whoever waits on other threads gets there meanwhile.
    private static Task SettleAsync() => Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);

    private async Task PassAsync(int milliseconds)
    {
        await SettleAsync();
        _clock.Advance(TimeSpan.FromMilliseconds(milliseconds));
        await SettleAsync();
    }

    [Fact]
    public async Task Without_a_hint_nothing_looks()
    {
        await PassAsync(10_000);
        Looks.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_hint_starts_a_look_after_half_a_second()
    {
        _hints.Give();
        await PassAsync(499);
        Looks.ShouldBeEmpty();
        await PassAsync(1);
        Looks.ShouldBe([500]);
        await PassAsync(10_000);
        Looks.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Hints_that_come_together_start_one_look()
    {
        for (var time = 0; time < 5; time++)
        {
            for (var hint = 0; hint < 100; hint++)
                _hints.Give();
            await PassAsync(99);
        }
        await PassAsync(10_000);
        Looks.ShouldBe([500]);
    }

    [Fact]
    public async Task A_hint_that_comes_later_starts_another()
    {
        _hints.Give();
        await PassAsync(500);
        _hints.Give();
        await PassAsync(500);
        Looks.ShouldBe([500, 1000]);
    }

    [Fact]
    public async Task Hints_without_a_pause_do_not_put_a_look_off()
    {
        for (var time = 0; time < 16; time++)
        {
            _hints.Give();
            await PassAsync(100);
        }
        Looks.ShouldBe([500, 1000, 1500]);
    }

    public void Dispose()
    {
        _stop.Cancel();
        _loop.ContinueWith(_ => _stop.Dispose(), TaskScheduler.Default);
    }
}
