using AgentFleet.Scanner.Webhooks;
using AgentFleet.Testing;

namespace AgentFleet.Scanner.Tests.Webhooks;

public sealed class HintsTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly Hints _hints;

    public HintsTests() => _hints = new(_clock);

    private Task NextAsync(CancellationToken ct, params string[] names)
    {
        foreach (var name in names)
            _hints.Give(name);
        return _hints.NextAsync(ct);
    }

    private async Task LooksAfterAsync(double seconds, params string[] names)
    {
        var next = NextAsync(TestContext.Current.CancellationToken, names);
        _clock.Advance(TimeSpan.FromSeconds(seconds));
        await next;
    }

    private async Task DoesNotLookForAsync(double seconds, params string[] names)
    {
        using var stop = new CancellationTokenSource();
        var next = NextAsync(stop.Token, names);
        _clock.Advance(TimeSpan.FromSeconds(seconds));
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(next);
    }

    [Fact]
    public async Task What_is_told_of_checks_all_day_does_not_put_off_what_is_told_of_an_issue()
    {
        for (var time = 0; time < HintPace.InARow; time++)
            await LooksAfterAsync(0.5, "check_run");
        await DoesNotLookForAsync(5, "check_run");
        await LooksAfterAsync(0.5, "check_run", "issues");
        await LooksAfterAsync(10, "check_run");
        await DoesNotLookForAsync(60);
    }
}
