using AgentFleet.Scanner.Checks;
using AgentFleet.Scanner.Checks.Clocks;
using AgentFleet.Testing;

namespace AgentFleet.Scanner.Tests.Checks.Clocks;

/// <summary>What the kernel and chronyc may say: no test may touch a machine's clock.</summary>
public sealed class TimeCheckTests : IDisposable
{
    private static string Kept(string offset) =>
        KernelFolder.Recorded("Clocks", "tracking-kept").Replace(",0.000000000,0.000000000,0.000000000,0.000,", $",{offset},0.000000000,0.000000000,0.000,", StringComparison.Ordinal);

    private static string Lost => KernelFolder.Recorded("Clocks", "tracking-lost");

    private const string Hangs = "exec sleep 60";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private async Task<SourceLook> LookAsync(KernelClock? kernel, string? chronyc = null)
    {
        var program = _folder.File("none");
        if (chronyc is not null)
        {
            program = RunnableFile.Write(_folder.File("chronyc"), chronyc);
        }

        var check = new TimeCheck(new(0.1m, 1), new LinuxClock { Kernel = () => (kernel, kernel is null ? "the kernel does not tell" : ""), Chronyc = program });
        return (await check.LookAsync(new("time", TimeSpan.FromSeconds(chronyc == Hangs ? 2 : 30), TimeProvider.System), TestContext.Current.CancellationToken)).Sources.ShouldHaveSingleItem();
    }

    private static (Level, string) Only(SourceLook look)
    {
        look.Incomplete.ShouldBeNull();
        var seen = look.Observations.ShouldHaveSingleItem();
        return (seen.Level, seen.Title);
    }

    [Theory]
    [InlineData(0x2001, 20_000, 0, Level.Ok, "the clock is right within a millisecond")]
    [InlineData(0x2001, -150_900_000, 0, Level.Warning, "the clock is off by 150ms")]
    [InlineData(0x0001, 99_999, 0, Level.Ok, "the clock is off by 99ms")]
    [InlineData(0x0001, 0, 1_000_000, Level.Critical, "the clock is off by 1s")]
    public async Task The_offset_or_the_estimated_error_is_set_against_the_thresholds(int status, long offset, long error, Level level, string title) =>
        Only(await LookAsync(KernelClock.Of(status, offset, error, 500_000))).ShouldBe((level, title));

    private static KernelClock Unkept => KernelClock.Of(0x40, 0, 16_000_000, 16_000_000);

    [Fact]
    public async Task A_clock_that_nobody_keeps_is_a_warning_that_says_what_to_install() =>
        Only(await LookAsync(Unkept)).ShouldBe((Level.Warning, "nobody keeps the clock: install and start systemd-timesyncd or chrony"));

    [Fact]
    public async Task Chrony_is_asked_where_the_kernel_was_told_nothing()
    {
        var seen = await LookAsync(Unkept, $"[ \"$*\" = '-n -c tracking' ] && echo '{Kept("-0.250000000")}'");
        Only(seen).ShouldBe((Level.Warning, "the clock is off by 250ms"));
        seen.Observations[0].Number<string>("told_by").ShouldBe("chrony");

        Only(await LookAsync(Unkept, $"echo '{Lost}'")).ShouldBe((Level.Warning, "chrony has found no server to keep the clock by"));
    }

    [Theory]
    [InlineData("echo '506 Cannot talk to daemon'; exit 1")]
    [InlineData("echo garbage")]
    [InlineData(Hangs)]
    public async Task Where_neither_can_tell_the_look_is_incomplete(string chronyc) =>
        (await LookAsync(null, chronyc)).Incomplete.ShouldBe("the kernel does not tell; install and start chrony, which can tell too");

    [Fact]
    public void The_kernel_here_answers()
    {
        var clock = KernelClock.Ask(out var trouble);
        if (clock is null)
            Assert.Skip(trouble);
        clock.LargestError.ShouldBeInRange(0, 17);
        clock.EstimatedError.ShouldBeInRange(0, 17);
    }

    [Fact]
    public void A_definition_is_read_strictly()
    {
        Looks.Defined("kind: time").ShouldBeOfType<TimeCheck>();
        Looks.ProblemsOf("kind: time\nthresholds: { warning: 2s }").ShouldBe(["machine.yaml:3:24: \"warning\" (2s) must not be above \"critical\" (1s); what is left out is the usual one: write both"]);
    }
}
