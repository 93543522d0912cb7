using AgentFleet.Scanner.Checks;
using AgentFleet.Scanner.Checks.Memory;

namespace AgentFleet.Scanner.Tests.Checks.Memory;

/// <summary>What the kernel told, changed a little: a test cannot use up a machine's memory.</summary>
public sealed class MemoryCheckTests : IDisposable
{
    private const string NoSwap = "SwapTotal:             0 kB\nSwapFree:              0 kB";

    private readonly KernelFolder _kernel = new();

    public MemoryCheckTests()
    {
        Memory(total: 1000, available: 500);
        Paging(swappedIn: 0, swappedOut: 0, kills: 0);
    }

    public void Dispose() => _kernel.Dispose();

    private void Memory(int total, int available, string swap = NoSwap) =>
        _kernel.Write("meminfo", $"MemTotal:       {total} kB\nMemFree:        1 kB\nMemAvailable:   {available} kB\n{swap}\n");

    private void Paging(long swappedIn, long swappedOut, long kills) =>
        _kernel.Write("vmstat", $"nr_free_pages 5\npswpin {swappedIn}\npswpout {swappedOut}\noom_kill {kills}\n");

    private Task<Look> LookAsync(Look? before = null, MemoryLimits? limits = null)
    {
        _kernel.Clock.Advance(TimeSpan.FromSeconds(10));
        return _kernel.LookAsync(new MemoryCheck(limits ?? MemoryLimits.Usual) { Memory = new LinuxMemory(_kernel.Path) }, before);
    }

    [Theory]
    [InlineData(151, Level.Ok, "memory is 84.9 % used (151 KiB of 1000 KiB available)")]
    [InlineData(150, Level.Warning, "memory is 85 % used (150 KiB of 1000 KiB available)")]
    [InlineData(50, Level.Critical, "memory is 95 % used (50 KiB of 1000 KiB available)")]
    public async Task What_is_not_available_is_used(int available, Level level, string title)
    {
        Memory(1000, available);
        var seen = (await LookAsync()).Of("used");

        (seen.Level, seen.Title).ShouldBe((level, title));
        seen.Number<long>("available_bytes").ShouldBe(available * 1024);
        seen.Measured[0].ShouldBe(new("used_percent", "%", (1000 - available) / 10.0));
    }

    [Theory]
    [InlineData(400, Level.Ok)]
    [InlineData(90, Level.Ok)]
    [InlineData(50, Level.Warning)]
    [InlineData(10, Level.Critical)]
    public async Task How_much_must_be_left_may_be_said_in_bytes(int available, Level level)
    {
        Memory(1000, available);
        var limits = MemoryLimits.Read(AgentFleet.Definitions.YamlMap.Parse("machine.yaml", "available: { warning: 60KiB, critical: 20KiB }", new())!);
        (await LookAsync(limits: limits)).Of("used").Level.ShouldBe(level);
    }

    [Fact]
    public async Task Who_holds_the_most_is_told_when_memory_is_short()
    {
        Memory(1000, 10);
        for (var pid = 1; pid <= 7; pid++)
            _kernel.Write($"{pid}/stat", $"{pid} (a) b{pid}) S 0 1 1 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 3 1000 {pid * 10} 18446744073709551615 1 1\n");

        var largest = (await LookAsync()).Of("used").Evidence["largest"]!.AsArray();
        largest.Select(process => process!["pid"]!.GetValue<int>()).ShouldBe([7, 6, 5, 4, 3]);
        largest[0]!["name"]!.GetValue<string>().ShouldBe("a) b7");
        largest[0]!["resident_bytes"]!.GetValue<long>().ShouldBe(70L * Environment.SystemPageSize);
    }

    [Fact]
    public async Task Swap_is_told_and_judged_where_thresholds_ask_for_it()
    {
        (await LookAsync()).Of("swap").Title.ShouldBe("there is no swap");

        Memory(1000, 500, "SwapTotal: 2000 kB\nSwapFree: 500 kB");
        (await LookAsync()).Of("swap").Level.ShouldBe(Level.Ok);
        var seen = (await LookAsync(limits: MemoryLimits.Usual with { Swap = new(75, 90) })).Of("swap");
        (seen.Level, seen.Title).ShouldBe((Level.Warning, "swap is 75 % used (500 KiB of 2 MiB left)"));
    }

    [Fact]
    public async Task Swapping_has_a_pace_from_the_second_look_on()
    {
        var limits = MemoryLimits.Usual with { Swapping = new(100, 1000) };
        Paging(5000, 5000, 0);
        var first = await LookAsync(limits: limits);
        first.Of("swapping").Title.ShouldBe("how much is swapped is known from the next look on");

        Paging(5400, 5600, 0);
        var second = await LookAsync(first, limits);
        second.Of("swapping").Level.ShouldBe(Level.Warning);
        (second.Of("swapping").Number<decimal>("in_pages_per_second"), second.Of("swapping").Number<decimal>("out_pages_per_second")).ShouldBe((40m, 60m));
        second.Of("swapping").Measured.ShouldHaveSingleItem().Value.ShouldBe(100);
        second.Of("swapping").Since.ShouldBe(second.Of("kills").Since.ShouldNotBeNull());

        (await LookAsync(second, limits)).Of("swapping").Level.ShouldBe(Level.Ok);
    }

    [Fact]
    public async Task A_kill_is_critical_at_the_look_that_finds_it_and_no_longer()
    {
        Paging(0, 0, 7);
        var first = await LookAsync();
        first.Of("kills").Level.ShouldBe(Level.Ok, "nobody knows when those were");

        Paging(0, 0, 9);
        var second = await LookAsync(first);
        (second.Of("kills").Level, second.Of("kills").Title)
            .ShouldBe((Level.Critical, "the kernel killed 2 processes for want of memory since 2026-01-02 03:04:15 UTC"));
        second.Of("kills").IsOver.ShouldBeTrue("no later look will find it");
        (await LookAsync(second)).Of("kills").Level.ShouldBe(Level.Ok);
    }

    [Fact]
    public async Task Counters_that_went_backwards_are_a_start_of_the_machine()
    {
        Paging(5000, 5000, 9);
        var before = await LookAsync();

        Paging(10, 10, 1);
        var after = await LookAsync(before);
        after.Of("kills").Title.ShouldStartWith("the kernel killed 1 process ");
        after.Of("swapping").Title.ShouldBe("how much is swapped is known from the next look on");
    }

    [Fact]
    public async Task What_cannot_be_read_blinds_nothing_else_and_forgets_nothing()
    {
        _kernel.Remove("vmstat");
        var look = await LookAsync();

        look.Incomplete("paging").ShouldBe($"{_kernel.Path}/vmstat does not exist");
        (look.Incomplete("machine"), look.Notes).ShouldBe((null, null));

        Paging(0, 0, 0);
        _kernel.Write("meminfo", "MemTotal: 1000 kB\n");
        look = await LookAsync();
        look.Incomplete("machine").ShouldBe($"{_kernel.Path}/meminfo does not tell MemTotal and MemAvailable");
        look.Incomplete("paging").ShouldBeNull();
    }

    [Fact]
    public async Task Pressure_is_missed_only_where_it_was_asked_for()
    {
        (await LookAsync()).Sources.Count.ShouldBe(2);
        var asked = MemoryLimits.Usual with { Pressure = new(10, 40) };
        (await LookAsync(limits: asked)).Incomplete("memory-pressure").ShouldBe($"{_kernel.Path}/pressure/memory does not exist; a kernel that can tell is booted with psi=1");

        _kernel.Write("pressure/memory", KernelFolder.Recorded("Memory", "pressure-memory").Replace("some avg10=0.00 avg60=0.00", "some avg10=0.00 avg60=12.50", StringComparison.Ordinal));
        var seen = (await LookAsync(limits: asked)).Of("memory-pressure");
        (seen.Level, seen.Title).ShouldBe((Level.Warning, "tasks waited for memory in 12.5 % of the last minute, all of them in 0 %"));
    }

    [Fact]
    public async Task What_a_real_kernel_tells_is_understood()
    {
        _kernel.Write("meminfo", KernelFolder.Recorded("Memory", "meminfo"));
        _kernel.Write("vmstat", KernelFolder.Recorded("Memory", "vmstat"));
        (await LookAsync()).Of("used").Number<long>("total_bytes").ShouldBe(24684096L * 1024);

        var here = await _kernel.LookAsync(new MemoryCheck(MemoryLimits.Usual));
        here.Sources.ShouldAllBe(source => source.Incomplete == null);
        here.Of("used").Number<decimal>("used_percent").ShouldBeInRange(0.1m, 99.9m);
    }

    [Fact]
    public void A_definition_is_read_strictly()
    {
        Looks.Defined("kind: memory").ShouldBeOfType<MemoryCheck>();
        Looks.Defined("kind: memory\nthresholds: { critical: 99 }\nswap: { warning: 50 }").ShouldBeOfType<MemoryCheck>();
        Looks.ProblemsOf("kind: memory\nthresholds: { warning: 96 }\nswap: {}\npressure: { warning: 101 }\nswaping: { warning: 1 }").ShouldBe(
        [
            "machine.yaml:3:24: \"warning\" (96) must not be above \"critical\" (95); what is left out is the usual one: write both",
            "machine.yaml:4:7: \"swap\" has neither \"warning\" nor \"critical\"; write { warning: 10, critical: 20 }",
            "machine.yaml:5:22: \"warning\" must be a number from 0 to 100, not \"101\"",
            "machine.yaml:6:1: unknown key \"swaping\"; did you mean \"swapping\"?",
        ]);
    }
}
