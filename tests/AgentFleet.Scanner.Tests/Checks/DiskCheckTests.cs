using AgentFleet.Processes;
using AgentFleet.Scanner.Checks;
using AgentFleet.Scanner.Checks.Disks;
using AgentFleet.Scanner.Tests.Service;
using AgentFleet.Testing;

namespace AgentFleet.Scanner.Tests.Checks;

/// <summary>Looks at the mounts of the machine that the tests run on.</summary>
public sealed class DiskCheckTests
{
    private static async Task<Look> LookAsync(MountChoice choice, Thresholds thresholds) =>
        await new DiskCheck(choice, DiskLimits.OfPercent(thresholds)).LookAsync(new("disk", TimeSpan.FromSeconds(10), TimeProvider.System), TestContext.Current.CancellationToken);

    [Fact]
    public async Task The_root_is_as_full_as_df_says()
    {
        var look = await LookAsync(new(["/"], []), new(100, null));

        var source = look.Sources.ShouldHaveSingleItem();
        (source.Source, source.Incomplete).ShouldBe(("/", null));
        var seen = source.Observations.ShouldHaveSingleItem();
        var df = (CommandResult.Exited)await Command.RunAsync(
            new(["sh", "-c", "df -P -k / | tail -1 | awk '{print $3, $4}'"], TimeSpan.FromMinutes(1)), TimeProvider.System, TestContext.Current.CancellationToken);
        var (used, free) = (decimal.Parse(df.Output.Split(' ')[0], null), decimal.Parse(df.Output.Split(' ')[1], null));
        seen.Evidence["used_percent"]!.GetValue<decimal>().ShouldBe(100 * used / (used + free), tolerance: 0.5m);
        (seen.Thing, seen.Level).ShouldBe(("/", Level.Ok));
        seen.Title.ShouldMatch(@"^/ is [0-9.]+ % full \([0-9.]+ [KMGT]iB left\)$");
    }

    [Fact]
    public async Task Thresholds_decide()
    {
        (await LookAsync(new(["/"], []), new(0, null))).Sources[0].Observations[0].Level.ShouldBe(Level.Warning);
        (await LookAsync(new(["/"], []), new(0, 0))).Sources[0].Observations[0].Level.ShouldBe(Level.Critical);
    }

    [Fact]
    public async Task All_mounts_are_looked_at_when_none_is_named()
    {
        var look = await LookAsync(new([], []), new(80, 90));

        look.Sources.Select(source => source.Source).ShouldContain("/");
        look.Sources.Select(source => source.Source).ShouldNotContain("/proc");
        look.Sources.ShouldAllBe(source => source.Incomplete == null);
        look.Sources.ShouldBeUnique();
    }

    [Fact]
    public async Task A_mount_that_should_be_there_and_is_not_makes_the_look_incomplete()
    {
        var look = await LookAsync(new(["/", "/mnt/gone"], []), new(100, null));

        look.Sources.Select(source => (source.Source, source.Incomplete)).ShouldBe([("/", null), ("/mnt/gone", "/mnt/gone is not mounted")]);
    }

    [Fact]
    public async Task While_an_earlier_look_at_a_mount_hangs_no_other_is_begun()
    {
        using var folder = new TemporaryFolder();
        var started = folder.Write("started", "");
        var df = RunnableFile.Write(folder.File("df"), $"echo $$ >> '{started}'\nexec sleep 600");
        var check = new DiskCheck(new(["/"], []), DiskLimits.OfPercent(new(80, 90))) { Df = df, AsksKernel = false };
        using var stop = new CancellationTokenSource();

        var hanging = check.LookAsync(new("disk", TimeSpan.FromMinutes(5), TimeProvider.System), stop.Token);
        await RunningScanner.UntilAsync(() => File.ReadAllLines(started).Length == 2);
        var next = await check.LookAsync(new("disk", TimeSpan.FromSeconds(1), TimeProvider.System), TestContext.Current.CancellationToken);

        next.Sources.ShouldHaveSingleItem().Incomplete.ShouldBe("the look before still hangs");
        var processes = File.ReadAllLines(started);
        processes.Length.ShouldBe(2);

        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(hanging);
        await RunningScanner.UntilAsync(() => !processes.Any(pid => Directory.Exists($"/proc/{pid}")));
        var clock = new FakeTimeProvider();
        var last = check.LookAsync(new("disk", TimeSpan.FromSeconds(1), clock), TestContext.Current.CancellationToken);
        await RunningScanner.UntilAsync(() => File.ReadAllLines(started).Length == 4);
        clock.Advance(TimeSpan.FromSeconds(1));
        (await last).Sources.ShouldHaveSingleItem().Incomplete.ShouldNotBeNull().ShouldStartWith("/ did not answer");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_mount_that_cannot_be_reached_is_incomplete_with_the_reason(bool asksKernel)
    {
        var judge = new MountJudge(DiskLimits.OfPercent(new(80, 90)), new("disk", TimeSpan.FromSeconds(10), TimeProvider.System));
        var look = await new MountLook(new("/no/such/mount", "1:1", "ext4", true), judge, new(), "df", asksKernel)
            .LookAsync(TimeSpan.FromSeconds(5), TimeProvider.System, TestContext.Current.CancellationToken);

        look.ShouldNotBeNull().Incomplete.ShouldNotBeNull().ShouldContain("/no/such/mount: No such file or directory");
    }
}
