using AgentFleet.Scanner.Checks.Plugins;

namespace AgentFleet.Scanner.Tests.Checks;

public sealed class PerformanceTextTests
{
    private static PerformanceValue Only(string text) => PerformanceText.Parse(text).ShouldHaveSingleItem();

    [Fact]
    public void A_value_has_a_unit_thresholds_and_bounds() =>
        Only("/var=13945012224B;267847005634;300000000000;0;270552530944")
            .ShouldBe(new PerformanceValue("/var", 13945012224, "B", "267847005634", "300000000000", "0", "270552530944"));

    [Fact]
    public void All_but_label_and_value_may_be_left_out() => Only("procs=12").ShouldBe(new PerformanceValue("procs", 12, "", null, null, null, null));

    [Fact]
    public void Bounds_may_be_left_empty_in_the_middle() => Only("time=0.021s;;5;;10").ShouldBe(new PerformanceValue("time", 0.021, "s", null, "5", null, "10"));

    [Fact]
    public void Labels_in_quotes_may_hold_blanks_equal_signs_and_doubled_quotes() =>
        PerformanceText.Parse("'disk space of /=root'=5% 'the boss''s'=1c").Select(value => (value.Label, value.Value, value.Unit))
            .ShouldBe([("disk space of /=root", 5, "%"), ("the boss's", 1, "c")]);

    [Fact]
    public void Ranges_stay_text() => Only("temp=21.5;10:25;@~:30").ShouldBe(new PerformanceValue("temp", 21.5, "", "10:25", "@~:30", null, null));

    [Fact]
    public void What_a_plugin_could_not_determine_is_null() => Only("users=U;5;10").ShouldBe(new PerformanceValue("users", null, "", "5", "10", null, null));

    [Theory]
    [InlineData("x=-1.5e3ms", -1500, "ms")]
    [InlineData("x=.5", 0.5, "")]
    [InlineData("x=5.", 5, "")]
    [InlineData("x=3KB", 3, "KB")]
    public void Numbers_come_in_several_shapes(string text, double value, string unit) => (Only(text).Value, Only(text).Unit).ShouldBe((value, unit));

    [Theory]
    [InlineData("")]
    [InlineData("no data at all")]
    [InlineData("=5")]
    [InlineData("x=")]
    [InlineData("x=five")]
    [InlineData("x=1e999")]
    [InlineData("x=1.2.3")]
    [InlineData("'open=5")]
    public void What_is_not_of_that_form_is_passed_over(string text) => PerformanceText.Parse(text).ShouldBeEmpty();

    [Fact]
    public void One_bad_value_does_not_hide_the_next() => PerformanceText.Parse("a=x b=2 c= d=4").Select(value => value.Label).ShouldBe(["b", "d"]);
}
