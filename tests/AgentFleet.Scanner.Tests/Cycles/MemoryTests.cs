using AgentFleet.Ledger.Scanning;
using AgentFleet.Scanner.Checks;

namespace AgentFleet.Scanner.Tests.Cycles;

/// <summary>What a check measures and notes is there at its next look.</summary>
public sealed class MemoryTests : IDisposable
{
    private readonly Scanning _scanning = new();

    [Fact]
    public async Task What_was_noted_is_known_at_the_next_look()
    {
        LookContext? seen = null;
        _scanning.Check.Sees = (context, _) =>
        {
            seen = context;
            return Task.FromResult(new Look([Scanning.Source(Scanning.Good())]) { Notes = new Dictionary<string, string> { ["position"] = "17" } });
        };
        await _scanning.RunAsync(CycleTrigger.Schedule);
        seen.ShouldNotBeNull().Notes.ShouldBeEmpty();
        await _scanning.RunAsync(CycleTrigger.Schedule);

        seen.Notes.ShouldBe(new Dictionary<string, string> { ["position"] = "17" });
    }

    [Fact]
    public async Task A_look_that_says_nothing_of_its_notes_leaves_them_as_they_are()
    {
        _scanning.Check.Sees = (_, _) => Task.FromResult(new Look([Scanning.Source()]) { Notes = new Dictionary<string, string> { ["a"] = "1" } });
        await _scanning.RunAsync(CycleTrigger.Schedule);
        await _scanning.LookAsync(Scanning.Good());
        _scanning.Cycles.Notes("web").ShouldBe(new Dictionary<string, string> { ["a"] = "1" });
    }

    [Fact]
    public async Task What_was_measured_is_history()
    {
        LookContext? seen = null;
        var value = 10;
        _scanning.Check.Sees = (context, _) =>
        {
            seen = context;
            return Task.FromResult(new Look([Scanning.Source(Scanning.Good("/") with { Measured = [new("used", "B", value++)] })]));
        };
        for (var look = 0; look < 3; look++)
        {
            _scanning.Clock.Advance(TimeSpan.FromMinutes(1));
            await _scanning.RunAsync(CycleTrigger.Schedule);
        }

        var now = _scanning.Clock.GetUtcNow();
        seen.ShouldNotBeNull().History.Of("/", "used", now - TimeSpan.FromMinutes(1)).Select(point => point.Value).ShouldBe([11, 12]);
        seen.History.Of(null, "used", now - TimeSpan.FromHours(1)).ShouldBeEmpty();
    }

    public void Dispose() => _scanning.Dispose();
}
