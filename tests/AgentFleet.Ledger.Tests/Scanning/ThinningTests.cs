using System.Globalization;
using AgentFleet.Ledger.Scanning;

namespace AgentFleet.Ledger.Tests.Scanning;

public sealed class ThinningTests : IDisposable
{
    private readonly World _world = new();

    [Fact]
    public void Measurements_become_averages_as_they_grow_old()
    {
        var samples = new SampleStore(_world.Ledger.File);
        var began = DateTimeOffset.Parse("2026-01-03T00:00:00Z", CultureInfo.InvariantCulture);
        _world.Clock.Advance(began - _world.Now);
        for (var minute = 0; minute < 120; minute++)
        {
            Measure(minute);
            _world.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        _ = samples.Thin(_world.Now).Sum();
        samples.History("disk", "/", "used", began).Count.ShouldBe(120, "nothing is old yet");

        _ = samples.Thin(began + TimeSpan.FromDays(2) + TimeSpan.FromHours(1)).Sum();
        samples.History("disk", "/", "used", began).Take(13).Select(point => point.Value).ShouldBe([2, 7, 12, 17, 22, 27, 32, 37, 42, 47, 52, 57, 60]);

        _ = samples.Thin(began + TimeSpan.FromDays(40)).Sum();
        samples.History("disk", "/", "used", began).ShouldBe([new(began, 29.5), new(began.AddHours(1), 89.5)]);
        _ = samples.Thin(began + TimeSpan.FromDays(40)).Sum();
        samples.History("disk", "/", "used", began).Count.ShouldBe(2);
    }

    [Fact]
    public void What_is_no_number_is_not_kept()
    {
        Measure(double.NaN);
        new SampleStore(_world.Ledger.File).History("disk", "/", "used", _world.Now.AddDays(-1)).ShouldBeEmpty();
    }

    [Fact]
    public void Looks_that_found_nothing_new_are_forgotten_but_for_one_an_hour()
    {
        var finding = _world.Open("/");
        var eventful = _world.Scalar<long>("SELECT count(*) FROM cycles");
        var began = _world.Now;
        for (var look = 0; look < 240; look++)
        {
            _world.Clock.Advance(TimeSpan.FromMinutes(1));
            Measure(look);
        }

        _ = _world.Scan.Thin(began + TimeSpan.FromDays(1)).Sum();
        _world.Scalar<long>("SELECT count(*) FROM cycles").ShouldBe(eventful + 240);
        _ = _world.Scan.Thin(began + TimeSpan.FromDays(3)).Sum();
        _world.Scalar<long>("SELECT count(*) FROM cycles").ShouldBeInRange(eventful + 4, eventful + 5);
        _ = _world.Scan.Thin(began + TimeSpan.FromDays(40)).Sum();
        _world.Scalar<long>("SELECT count(*) FROM cycles").ShouldBe(eventful, "the day's first look is the one that found something");
        _world.Scalar<long>("SELECT count(*) FROM cycle_sources WHERE cycle_id NOT IN (SELECT id FROM cycles)").ShouldBe(0);
        _world.Scalar<string>("SELECT state FROM findings WHERE id = @id", new { id = finding.Id.ToString() }).ShouldBe("open");
    }

    private void Measure(double value)
    {
        var cycle = _world.Scan.Begin("disk", CycleTrigger.Schedule);
        _world.Scan.Finish(cycle, new([new("disk", 1, null)], [], [], 0) { Samples = [new("/", "used", "B", value)] });
    }

    public void Dispose() => _world.Dispose();
}
