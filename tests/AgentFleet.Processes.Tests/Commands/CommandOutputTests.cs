namespace AgentFleet.Processes.Tests;

public sealed class CommandOutputTests
{
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
