using AgentFleet.Scanner.Checks;
using AgentFleet.Scanner.Checks.Load;

namespace AgentFleet.Scanner.Tests.Checks.Load;

public sealed class LoadCheckTests : IDisposable
{
    private readonly KernelFolder _kernel = new();

    public void Dispose() => _kernel.Dispose();

    private Task<Look> LookAsync(string load, string online = "0-1\n", Thresholds? cpu = null, Thresholds? io = null)
    {
        _kernel.Write("loadavg", load);
        return _kernel.LookAsync(new LoadCheck(new(2, 4), cpu ?? Thresholds.Never, io ?? Thresholds.Never) { Source = new LinuxLoad(_kernel.Path) { Online = _kernel.Write("online", online) } });
    }

    [Theory]
    [InlineData("9.00 3.99 0.10 1/200 4711\n", Level.Ok, "the load of the last five minutes is 1.99 for each processor (3.99 on 2 processors)")]
    [InlineData("0.00 4.00 0.10 1/200 4711\n", Level.Warning, "the load of the last five minutes is 2 for each processor (4.00 on 2 processors)")]
    [InlineData("0.00 8.25 0.10 1/200 4711\n", Level.Critical, "the load of the last five minutes is 4.12 for each processor (8.25 on 2 processors)")]
    public async Task The_load_of_five_minutes_is_shared_by_the_processors(string load, Level level, string title)
    {
        var seen = (await LookAsync(load)).Of("load");
        (seen.Level, seen.Title).ShouldBe((level, title));
    }

    [Fact]
    public async Task Who_runs_or_waits_is_told_when_the_load_is_high()
    {
        _kernel.Write("5/stat", "5 (sleeper) S 0 1 1 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 3 1000 20 18446744073709551615 1 1\n");
        _kernel.Write("6/stat", "6 (waiter) D 0 1 1 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 3 1000 20 18446744073709551615 1 1\n");

        (await LookAsync("0 5 0 1/2 3")).Of("load").Evidence["busy"]!.ToJsonString().ShouldBe("""[{"pid":6,"name":"waiter","state":"D"}]""");
        (await LookAsync("0 1 0 1/2 3")).Of("load").Evidence["busy"].ShouldBeNull();
    }

    [Fact]
    public async Task What_is_an_average_tells_since_when()
    {
        _kernel.Write("pressure/cpu", "some avg10=0.00 avg60=50.00 avg300=0.00 total=1\n");
        var look = await LookAsync("0 5 0 1/2 3", cpu: new(10, null));
        look.Of("load").Since.ShouldBe(_kernel.Clock.GetUtcNow().AddMinutes(-15));
        look.Of("cpu-pressure").Since.ShouldBe(_kernel.Clock.GetUtcNow().AddMinutes(-3));
    }

    [Theory]
    [InlineData("0\n", 1)]
    [InlineData("0-3\n", 4)]
    [InlineData("0-3,6,8-9\n", 7)]
    [InlineData("", null)]
    [InlineData("3-0", null)]
    [InlineData("0-1-2", null)]
    public void Processors_are_counted(string ranges, int? count) => Processors.Count(ranges).ShouldBe(count);

    [Theory]
    [InlineData("{ 1.82 1.95 2.01 }\n", 1.95)]
    [InlineData("0.10 0.20 0.30 1/200 4711\n", 0.20)]
    public void Both_ways_to_tell_the_load_are_understood(string text, decimal five) => LoadAverage.Parse(text).ShouldNotBeNull().Five.ShouldBe(five);

    [Fact]
    public async Task Garbage_is_an_incomplete_look()
    {
        (await LookAsync("no load")).Incomplete("machine").ShouldBe($"{_kernel.Path}/loadavg tells no load");
        (await LookAsync("1 2 3", online: "all")).Incomplete("machine").ShouldBe($"{_kernel.Path}/online tells no processors");
    }

    [Fact]
    public async Task Pressure_is_a_source_of_its_own()
    {
        _kernel.Write("pressure/io", KernelFolder.Recorded("Load", "pressure-io"));
        var recorded = decimal.Parse(KernelFolder.Recorded("Load", "pressure-io").Split("avg60=")[1].Split(' ')[0], null);
        var look = await LookAsync("0 1 0", cpu: new(50, null), io: new(recorded, null));

        look.Of("io-pressure").Level.ShouldBe(Level.Warning);
        look.Of("io-pressure").Number<decimal>("some_percent").ShouldBe(recorded);
        look.Incomplete("cpu-pressure").ShouldNotBeNull().ShouldContain("does not exist");
        look.Incomplete("machine").ShouldBeNull();
    }

    [Fact]
    public async Task What_this_kernel_tells_is_understood()
    {
        _kernel.Write("loadavg", KernelFolder.Recorded("Load", "loadavg"));
        var here = await _kernel.LookAsync(Looks.Defined("kind: load\nthresholds: { warning: 0 }"));

        here.Sources.ShouldAllBe(source => source.Incomplete == null);
        here.Of("load").Level.ShouldNotBe(Level.Ok);
        here.Of("load").Number<int>("processors").ShouldBeGreaterThanOrEqualTo(Environment.ProcessorCount);
    }

    [Fact]
    public void A_definition_is_read_strictly()
    {
        Looks.Defined("kind: load\npressure: { cpu: { warning: 80 }, io: { critical: 80 } }").ShouldBeOfType<LoadCheck>();
        Looks.ProblemsOf("kind: load\nthresholds: { critical: 1 }\npressure: { warning: 80, io: { warning: 110 } }").ShouldBe(
        [
            "machine.yaml:3:25: \"warning\" (2) must not be above \"critical\" (1); what is left out is the usual one: write both",
            "machine.yaml:4:13: unknown key \"warning\"; the keys here are: cpu, io",
            "machine.yaml:4:41: \"warning\" must be a number from 0 to 100, not \"110\"",
        ]);
    }
}
