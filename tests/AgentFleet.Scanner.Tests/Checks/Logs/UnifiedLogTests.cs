using AgentFleet.Definitions;
using AgentFleet.Scanner.Checks;
using AgentFleet.Scanner.Checks.Logs;

namespace AgentFleet.Scanner.Tests.Checks.Logs;

/// <summary>A program stands in for log show; its lines have the fields and the ending of real ones, and words of ours.</summary>
public sealed class UnifiedLogTests : IDisposable
{
    private readonly LogWorld _world = new();
    private readonly MacPrograms _programs = new();

    public void Dispose()
    {
        _programs.Dispose();
        _world.Dispose();
    }

    private static string Entry(string time, string message, string type = "logEvent") => $$"""
        {"timezoneName":"","messageType":"Error","eventType":"{{type}}","source":null,"userID":501,"threadID":11537025,"processImagePath":"\/usr\/sbin\/bluetoothd","timestamp":"2026-{{time}}","machTimestamp":12868010147176,"eventMessage":"{{message}}","traceID":45473881108119556,"processID":401}
        """;

    private Task<SourceLook> LookAsync(string output, string? process = null, long most = 1 << 20) =>
        RunAsync($"echo \"$@\" >> '{_programs.File("asked")}'; cat '{_programs.Says("told", output)}.txt'", process, most);

    private Task<SourceLook> RunAsync(string script, string? process = null, long most = 1 << 20) => _world.LookAsync(new LogCheck(
        new UnifiedLog(process, most) { Log = _programs.Runs("log", script) }, new LineMatch(["error"], null, []), new Thresholds(1, null), perMinute: false));

    [Fact]
    public async Task The_log_is_read_on_from_one_time_to_the_next()
    {
        (await LookAsync("{\"count\":0,\"finished\":1}\n")).Observations.ShouldHaveSingleItem().Title.ShouldBe("the log of macOS is read from here on");

        _world.Clock.Advance(TimeSpan.FromMinutes(1));
        var look = await LookAsync($"Filtering the log data using \"process == x\"\n{Entry("02-28 23:59:54.999999+0000", "error of the look before")}\n{Entry("03-01 00:59:55.000000+0100", "first error\\nsecond error\\nwell")}\n{Entry("03-01 00:00:10.5+0000", "an error that is none", "activityCreateEvent")}\n{Entry("03-01 00:00:55.000000+0000", "error of the next look")}\n{{\"count\":4,\"finished\":1}}\n");
        look.Incomplete.ShouldBeNull();
        LogWorld.LastLines(look).ShouldBe(["first error", "second error"]);
        LogWorld.Number(look, "lines_read").ShouldBe(3);

        _world.Clock.Advance(TimeSpan.FromMinutes(1));
        LogWorld.LastLines(await LookAsync($"{Entry("03-01 00:00:55.000000+0000", "error of the next look")}\n")).ShouldBe(["error of the next look"]);
        (await File.ReadAllLinesAsync(_programs.File("asked"), TestContext.Current.CancellationToken)).ShouldBe(
        [
            "show --style ndjson --start 2026-02-28 23:59:54+0000 --end 2026-02-28 23:59:55+0000",
            "show --style ndjson --start 2026-02-28 23:59:55+0000 --end 2026-03-01 00:00:55+0000",
            "show --style ndjson --start 2026-03-01 00:00:55+0000 --end 2026-03-01 00:01:55+0000",
        ]);
    }

    [Fact]
    public async Task A_process_is_asked_for_by_its_name()
    {
        await LookAsync("", "bluetoothd");
        (await File.ReadAllTextAsync(_programs.File("asked"), TestContext.Current.CancellationToken)).ShouldEndWith(" --predicate process == \"bluetoothd\"\n");
        _world.Notes["journal"].ShouldBe("bluetoothd");
    }

    [Theory]
    [InlineData("{\"count\":5,\"finished\":1}\n", "log show told 1 of 5 entries")]
    [InlineData("{\"eventType\":\"logEvent\",\"timestamp\":\"yesterday\",\"eventMessage\":\"x\"}\n", "1 of 2 lines of log show cannot be understood")]
    [InlineData("{\"eventType\":\"logEv", "1 of 2 lines of log show cannot be understood")]
    public async Task What_is_not_the_whole_answer_is_never_well(string end, string reason)
    {
        await LookAsync("");
        _world.Clock.Advance(TimeSpan.FromMinutes(1));
        var look = await LookAsync($"{Entry("03-01 00:00:00.1+0000", "well")}\n{end}");
        (look.Incomplete, look.Observations.Count).ShouldBe((reason, 0));
    }

    [Fact]
    public async Task Too_much_is_skipped_and_told_of()
    {
        await LookAsync("");
        _world.Clock.Advance(TimeSpan.FromMinutes(1));
        var look = await LookAsync(string.Concat(Enumerable.Repeat(Entry("03-01 00:00:00.1+0000", "an error") + "\n", 10)), most: 1000);
        look.Incomplete.ShouldBe("the log of macOS grew by more than 1000 B since the last look; the rest was skipped");
        LogWorld.Number(look, "matches").ShouldBeGreaterThan(0);
        _world.Notes["since"].ShouldBe("1772323255");
    }

    [Theory]
    [InlineData("echo 'log: Could not open local log store: Operation not permitted' >&2; exit 64", "log: Could not open local log store: Operation not permitted")]
    [InlineData("exit 1", "log show failed and does not say why")]
    public async Task A_log_that_cannot_be_read_is_never_well(string script, string reason)
    {
        foreach (var _ in new[] { "the first look", "a later one" })
        {
            var look = await RunAsync(script);
            (look.Incomplete, look.Observations.Count).ShouldBe((reason, 0));
            _world.Notes = new Dictionary<string, string> { ["journal"] = "", ["since"] = "1772323000" };
        }

        _world.Notes["since"].ShouldBe("1772323000");
    }

    [Fact]
    public async Task A_clock_that_was_put_back_begins_anew()
    {
        _world.Notes = new Dictionary<string, string> { ["journal"] = "", ["since"] = "1772326800" };
        (await LookAsync("")).Observations.ShouldHaveSingleItem().Title.ShouldBe("the log of macOS is read from here on");
        (await LookAsync(Entry("03-01 00:00:00.1+0000", "an error"))).Observations.ShouldHaveSingleItem().Level.ShouldBe(Level.Ok, "it is not settled yet");
    }

    [Fact]
    public void Garbage_has_no_entries() => MacPrograms.Garbage.ShouldAllBe(text => UnifiedLogOutput.Parse(text).Entries.Count == 0);

    [Theory]
    [InlineData("Some Editor (Helper)")]
    [InlineData("x\" OR 1 == 1 OR process == \"y", "unit")]
    public void The_name_of_a_process_is_nothing_but_a_name(string name, params string[] refused)
    {
        var problems = new Problems();
        var map = YamlMap.Parse("web.yaml", $"journal: true\nmatch: [x]\nunit: '{name}'", problems).ShouldNotBeNull();
        LogKind.Read(map, Platforms.MacOS);
        problems.All.Count(problem => problem.ToString().EndsWith("is not the name of a process; write it as Console shows it, such as nginx", StringComparison.Ordinal)).ShouldBe(refused.Length);
    }
}
