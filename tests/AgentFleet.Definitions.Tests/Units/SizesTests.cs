namespace AgentFleet.Definitions.Tests.Units;

public sealed class SizesTests
{
    [Theory]
    [InlineData("0B", 0)]
    [InlineData("17 B", 17)]
    [InlineData("1KB", 1_000)]
    [InlineData("1 KiB", 1_024)]
    [InlineData("512 MB", 512_000_000)]
    [InlineData("2GiB", 2_147_483_648)]
    [InlineData("1.5 GB", 1_500_000_000)]
    [InlineData("3TB", 3_000_000_000_000)]
    [InlineData("1 TiB", 1_099_511_627_776)]
    public void A_size_is_read(string text, long bytes)
    {
        Sizes.TryParse(text, out var size).ShouldBeTrue();
        size.ShouldBe(bytes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("17")]
    [InlineData("1.5B")]
    [InlineData("10 G")]
    [InlineData("10 gb")]
    [InlineData("-1 GB")]
    [InlineData("1e3 MB")]
    [InlineData("99999999999 TiB")]
    public void What_is_not_a_size_is_refused(string text) => Sizes.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1023, "1023 B")]
    [InlineData(1024, "1 KiB")]
    [InlineData(1536, "1.5 KiB")]
    [InlineData(2_147_483_648, "2 GiB")]
    [InlineData(-2048, "-2 KiB")]
    [InlineData(long.MaxValue, "8388608 TiB")]
    public void A_size_is_printed_in_the_largest_unit_that_fits(long bytes, string text) =>
        Sizes.Print(bytes).ShouldBe(text);

    [Theory]
    [InlineData("17", "a number needs a unit, such as 17 MB or 17 MiB")]
    [InlineData("10 gb", "did you mean \"10 GB\"?")]
    [InlineData("10G", "did you mean \"10 GB\"?")]
    [InlineData("2gib", "did you mean \"2 GiB\"?")]
    [InlineData("2Gi", "did you mean \"2 GiB\"?")]
    [InlineData("huge", "the units are B, KB, MB, GB, TB (thousands) and KiB, MiB, GiB, TiB (1024s)")]
    public void A_suggestion_says_what_to_write(string text, string suggestion) =>
        Sizes.Suggestion(text).ShouldBe(suggestion);
}
