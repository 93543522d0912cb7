namespace AgentFleet.Processes.Tests;

public sealed class CommandOutputTests
{
    private const int AGigabyte = 1_000_000_000;

    [Fact]
    public async Task Output_beyond_the_limit_is_read_and_dropped_and_takes_no_memory()
    {
        var before = GC.GetTotalAllocatedBytes();
        var end = await Sh.ExitAsync(Sh.Command($"head -c {AGigabyte} /dev/zero; echo done >&2"));
        end.Output.Length.ShouldBe(65536);
        (end.Errors, end.Code, end.Truncated).ShouldBe(("done\n", 0, true));
        // Everything that was ever allocated meanwhile, by the tests beside this one too.
        (GC.GetTotalAllocatedBytes() - before).ShouldBeLessThan(AGigabyte / 2);
    }

    [Fact]
    public async Task Output_of_exactly_the_limit_is_not_called_truncated()
    {
        var end = await Sh.ExitAsync(Sh.Command("printf 12345") with { OutputLimit = 5 });
        (end.Output, end.Truncated).ShouldBe(("12345", false));
    }

    [Fact]
    public async Task A_cut_leaves_no_half_character()
    {
        var end = await Sh.ExitAsync(Sh.Command("printf 'a\\303\\274b'") with { OutputLimit = 2 });
        (end.Output, end.Truncated).ShouldBe(("a", true));
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_replaced_and_NUL_is_kept() =>
        (await Sh.ExitAsync(Sh.Command("printf 'a\\377b\\000c\\303'"))).Output.ShouldBe("a\uFFFDb\0c\uFFFD");
}
