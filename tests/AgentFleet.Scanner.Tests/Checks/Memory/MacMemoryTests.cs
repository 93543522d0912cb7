using AgentFleet.Scanner.Checks;
using AgentFleet.Scanner.Checks.Memory;
using AgentFleet.Scanner.Checks.Processes;

namespace AgentFleet.Scanner.Tests.Checks.Memory;

/// <summary>What vm_stat of macOS said, recorded; sysctl answers in its form.</summary>
public sealed class MacMemoryTests : IDisposable
{
    private readonly MacPrograms _programs = new();
    private string _vmStat = MacPrograms.Recorded("intel-2024", "vm_stat.txt");
    private string _sysctl = Told(level: 1);

    public void Dispose() => _programs.Dispose();

    private static string Told(int level, string size = "34359738368") =>
        $"hw.memsize: {size}\n{MacPrograms.Recorded("undated", "sysctl-vm.txt").Split('\n')[1]}\nkern.memorystatus_vm_pressure_level: {level}\n";

    private async Task<Look> LookAsync(Look? before = null, MemoryLimits? limits = null, MacMemory? memory = null)
    {
        _programs.Clock.Advance(TimeSpan.FromSeconds(10));
        var source = memory ?? new MacMemory { VmStatProgram = _programs.Says("vm_stat", _vmStat), SysctlProgram = _programs.Says("sysctl", _sysctl) };
        return await new MemoryCheck(limits ?? MemoryLimits.Usual) { Memory = source }.LookAsync(
            new("machine", TimeSpan.FromSeconds(10), _programs.Clock) { Notes = before?.Notes ?? new Dictionary<string, string>() }, TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("intel-2024", 4096, 464333 - 11820 + 715958, 0, 0)]
    [InlineData("apple-silicon-2023", 16384, 1023077 - 125376 + 164337 + 35364, 435185, 477406)]
    public void Pages_are_as_large_as_the_machine_says(string machine, long size, long used, long swapins, long swapouts) =>
        VmStat.Parse(MacPrograms.Recorded(machine, "vm_stat.txt")).ShouldBe(new VmStat(size, used, swapins, swapouts));

    [Fact]
    public async Task What_programs_hold_what_is_wired_and_what_is_compressed_is_used()
    {
        var look = await LookAsync();

        (look.Of("used").Level, look.Of("used").Title).ShouldBe((Level.Ok, "memory is 13.9 % used (27.5 GiB of 32 GiB available)"));
        look.Of("swap").Title.ShouldBe("swap is 49.6 % used (1 GiB of 2 GiB left)");
        look.Sources.ShouldAllBe(source => source.Incomplete == null);
        look.Sources.SelectMany(source => source.Observations).Select(seen => seen.Thing).ShouldNotContain("kills");

        _sysctl = Told(1, "17179869184");
        _vmStat = MacPrograms.Recorded("apple-silicon-2023", "vm_stat.txt");
        (await LookAsync()).Of("used").Level.ShouldBe(Level.Critical, "more is used than there is: never less than nothing is left");
    }

    [Fact]
    public async Task Swapping_has_a_pace_in_the_machine_s_own_pages()
    {
        _vmStat = MacPrograms.Recorded("apple-silicon-2023", "vm_stat.txt");
        var first = await LookAsync();
        first.Of("swapping").Title.ShouldBe("how much is swapped is known from the next look on");

        _vmStat = _vmStat.Replace(" 435185.", " 435385.", StringComparison.Ordinal).Replace(" 477406.", " 478206.", StringComparison.Ordinal);
        var second = await LookAsync(first, MemoryLimits.Usual with { Swapping = new(100, null) });
        (second.Of("swapping").Level, second.Of("swapping").Title).ShouldBe((Level.Warning, "100 pages a second are swapped (1.6 MiB a second)"));
    }

    [Theory]
    [InlineData(1, Level.Ok, "macOS says that memory is well")]
    [InlineData(2, Level.Ok, "macOS says that memory is getting short")]
    [InlineData(4, Level.Critical, "macOS says that memory is critically short")]
    public async Task What_macOS_says_of_its_memory_is_told(int told, Level level, string title)
    {
        _sysctl = Told(told);
        var seen = (await LookAsync()).Of("memory-pressure");
        (seen.Level, seen.Title).ShouldBe((level, title));
    }

    [Fact]
    public async Task Who_holds_the_most_is_told_when_memory_is_short()
    {
        var memory = new MacMemory
        {
            VmStatProgram = _programs.Says("vm_stat", _vmStat),
            SysctlProgram = _programs.Says("sysctl", Told(1, "4900000000")),
            Processes = new MacProcesses { Ps = _programs.Says("ps", "  1 0 Ss 2-00:00:01 100 /sbin/launchd\n 77 1 S 01:02 900 /Applications/A b.app/Contents/MacOS/A b\n") },
        };
        var seen = (await LookAsync(memory: memory)).Of("used");

        seen.Level.ShouldBe(Level.Critical);
        seen.Evidence["largest"]!.AsArray()[0]!.ToJsonString().ShouldBe("""{"pid":77,"name":"A b","resident_bytes":921600}""");
    }

    [Theory]
    [InlineData("hw.memsize: 17179869184\nvm.swapusage: total = 3072,00M  used = 2513,50M  free = 558,50M  (encrypted)\nkern.memorystatus_vm_pressure_level: 1\n", "sysctl does not tell hw.memsize and vm.swapusage", null)]
    [InlineData("hw.memsize: 17179869184\nvm.swapusage: total = 0.00M  used = 0.00M  free = 0.00M  (encrypted)\nkern.memorystatus_vm_pressure_level: 3\n", null, "sysctl does not tell kern.memorystatus_vm_pressure_level")]
    [InlineData("", "sysctl does not tell hw.memsize and vm.swapusage", "sysctl does not tell kern.memorystatus_vm_pressure_level")]
    public async Task What_sysctl_does_not_tell_is_not_well(string told, string? use, string? pressure)
    {
        _sysctl = told;
        var look = await LookAsync();
        (look.Incomplete("machine"), look.Incomplete("memory-pressure"), look.Incomplete("paging")).ShouldBe((use, pressure, null));
    }

    [Fact]
    public async Task What_vm_stat_does_not_tell_is_not_well_and_forgets_nothing()
    {
        var before = await LookAsync();
        _vmStat = _vmStat.Replace("Anonymous", "Other", StringComparison.Ordinal);
        var look = await LookAsync(before);
        look.Incomplete("machine").ShouldBe("vm_stat does not tell how its pages are used");
        look.Incomplete("paging").ShouldBe("vm_stat does not tell how its pages are used");
        (look.Incomplete("memory-pressure"), look.Notes).ShouldBe((null, null));
    }

    [Fact]
    public async Task Programs_that_fail_or_are_not_there_are_told_of()
    {
        var look = await LookAsync(memory: new MacMemory { VmStatProgram = _programs.File("none"), SysctlProgram = _programs.Runs("sysctl", "echo 'no such thing' >&2; exit 1") });
        look.Incomplete("machine").ShouldBe($"{_programs.File("none")}: no such file");
        look.Incomplete("memory-pressure").ShouldBe("sysctl failed: no such thing");
    }

    [Fact]
    public void Garbage_tells_nothing()
    {
        foreach (var text in MacPrograms.Garbage)
        {
            VmStat.Parse(text).ShouldBeNull();
            SwapUsage.Parse(text).ShouldBeNull();
            Sysctl.Parse(text).Number("hw.memsize").ShouldBeNull();
        }
    }
}
