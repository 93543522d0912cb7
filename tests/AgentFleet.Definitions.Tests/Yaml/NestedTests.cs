namespace AgentFleet.Definitions.Tests.Yaml;

public sealed class NestedTests
{
    [Fact]
    public void Places_are_exact_in_nested_maps_and_lists()
    {
        var map = new Written("""
            # comment
            backoff:
              base: 5m
              cap: 6h
            rules:
              - name: é
                size: 1
              - {name: b, tools: [x, "y"]}
            """).Map;

        map.Place.ToString().ShouldBe("f.yaml:2:1");
        map.Map("backoff")!.Place.ToString().ShouldBe("f.yaml:3:3");
        map.Map("backoff")!.PlaceOf("cap").ToString().ShouldBe("f.yaml:4:8");
        map.Map("backoff")!.PlaceOf("none").ToString().ShouldBe("f.yaml:3:3");
        var rules = map.Maps("rules");
        rules.Select(rule => rule.Place.ToString()).ShouldBe(["f.yaml:6:5", "f.yaml:8:5"]);
        rules[1].PlaceOf("tools").ToString().ShouldBe("f.yaml:8:22");
        rules[1].PlaceOf("tools", 1).ToString().ShouldBe("f.yaml:8:26");
        rules[1].PlaceOf("tools", 2).ToString().ShouldBe("f.yaml:8:22");
    }

    [Fact]
    public void A_one_pair_map_in_a_list_has_its_place() =>
        new Written("a: 1\nlist: [key: value]").Map.Maps("list").Single().Place.ToString().ShouldBe("f.yaml:2:8");

    [Fact]
    public void Lists_of_text_are_read_in_order()
    {
        new Written("l: [b, \"a\", 8080, true]").Map.TextList("l").ShouldBe(["b", "a", "8080", "true"]);
        new Written("l:\n- b\n- a").Map.TextList("l").ShouldBe(["b", "a"]);
        new Written("l: []").Map.TextList("l").ShouldBeEmpty();
        new Written("l:").Map.TextList("l").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("l: text", "f.yaml:1:4: \"l\" must be a list of texts, not \"text\"; write [ ] around it")]
    [InlineData("l: {a: 1}", "f.yaml:1:4: \"l\" must be a list of texts, not a map")]
    [InlineData("l: [a, [b], ~]", "f.yaml:1:8: \"l\" must be a list of texts, but this item is a list|f.yaml:1:13: \"l\" must be a list of texts, but this item is nothing")]
    [InlineData("l:\n  - Bash(a: b)", "f.yaml:2:5: \"l\" must be a list of texts, but this item is a map")]
    public void A_wrong_list_gives_problems_at_its_items_and_no_list(string yaml, string problems) =>
        Written.ProblemsOf(yaml, map => map.TextList("l").ShouldBeEmpty()).ShouldBe(problems.Split('|'));

    [Fact]
    public void A_wrong_list_of_maps_gives_problems_at_its_items() =>
        Written.ProblemsOf("l: [{a: 1}, b]", map => map.Maps("l").ShouldBeEmpty())
            .ShouldBe(["f.yaml:1:13: \"l\" must be a list of maps, but this item is \"b\""]);

    [Theory]
    [InlineData("m: text", "f.yaml:1:4: \"m\" must be a map, not \"text\"")]
    [InlineData("m: [a]", "f.yaml:1:4: \"m\" must be a map, not a list")]
    public void A_wrong_map_is_a_problem(string yaml, string problem) =>
        Written.ProblemsOf(yaml, map => map.Map("m").ShouldBeNull()).ShouldBe([problem]);

    [Fact]
    public void A_key_may_take_text_or_a_map()
    {
        new Written("token: {id: 1}").Map.IsMap("token").ShouldBeTrue();
        new Written("token: gh").Map.IsMap("token").ShouldBeFalse();
    }

    [Fact]
    public void The_keys_of_a_map_come_in_the_order_of_the_file() =>
        new Written("zebra: 1\napple: 2\nmango: 3").Map.Keys.ShouldBe(["zebra", "apple", "mango"]);
}
