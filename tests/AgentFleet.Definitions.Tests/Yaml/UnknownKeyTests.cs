namespace AgentFleet.Definitions.Tests.Yaml;

public sealed class UnknownKeyTests
{
    [Fact]
    public void All_problems_of_a_file_come_at_once_and_in_order()
    {
        const string yaml = """
            colour: red
            timeout: 10
            thresholds:
              warnign: 80
              critical: lots
            confirm_after: 0
            """;

        Written.ProblemsOf(yaml, Read).ShouldBe(
        [
            "f.yaml:1:1: the key \"kind\" is missing",
            "f.yaml:1:1: unknown key \"colour\"; the keys here are: kind, confirm_after, thresholds, timeout",
            "f.yaml:2:10: \"timeout\" must be a duration, not \"10\"; a number needs a unit: 10ms, 10s, 10m, 10h or 10d",
            "f.yaml:4:3: unknown key \"warnign\"; did you mean \"warning\"?",
            "f.yaml:5:13: \"critical\" must be a whole number from 0 to 100, not \"lots\"",
            "f.yaml:6:16: \"confirm_after\" must be a whole number of at least 1, not \"0\"",
        ]);

        static void Read(YamlMap map)
        {
            map.RequiredText("kind");
            map.WholeNumber("confirm_after", 1, min: 1);
            var thresholds = map.Map("thresholds")!;
            thresholds.WholeNumber("warning", 80, 0, 100);
            thresholds.WholeNumber("critical", 90, 0, 100);
            map.Duration("timeout", TimeSpan.FromSeconds(10));
            map.Finish();
        }
    }

    [Fact]
    public void Unknown_keys_are_found_in_lists_of_maps_too() =>
        Written.ProblemsOf("l: [{a: 1}, {a: 1, b: 2}]", map =>
        {
            foreach (var item in map.Maps("l")) item.Text("a");
            map.Finish();
        }).ShouldBe(["f.yaml:1:20: unknown key \"b\"; the keys here are: a"]);

    [Fact]
    public void Finishing_a_part_first_does_not_tell_twice() =>
        Written.ProblemsOf("m: {a: 1}", map =>
        {
            map.Map("m")!.Finish();
            map.Finish();
        }).ShouldBe(["f.yaml:1:5: unknown key \"a\""]);

    [Fact]
    public void A_map_of_the_wrong_kind_is_one_problem_and_not_one_for_each_of_its_keys() =>
        Written.ProblemsOf("t: {a: 1, b: 2}", map =>
        {
            map.Text("t");
            map.Finish();
        }).ShouldBe(["f.yaml:1:4: \"t\" must be text, not a map"]);

    [Fact]
    public void The_owner_adds_problems_at_a_value() =>
        Written.ProblemsOf("schedule: sometimes", map => map.Refuse("schedule", "this is not a schedule", "try \"every 30s\""))
            .ShouldBe(["f.yaml:1:11: this is not a schedule; try \"every 30s\""]);
}
