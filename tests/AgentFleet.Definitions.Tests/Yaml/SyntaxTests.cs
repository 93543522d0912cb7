namespace AgentFleet.Definitions.Tests.Yaml;

public sealed class SyntaxTests
{
    [Theory]
    [InlineData("a: b: c", "f.yaml:1:5: this \":\" cannot stand here; put text that contains \": \" in quotes, or check the indentation of this line")]
    [InlineData("a: 1\n b: 2", "f.yaml:2:3: this \":\" cannot stand here; put text that contains \": \" in quotes, or check the indentation of this line")]
    [InlineData("a\nb: 1", "f.yaml:2:2: the text before this \":\" is not one key; write each key on its own line as \"key: value\"")]
    [InlineData("a: [1, 2", "f.yaml:2:1: the list is not closed; expected \",\" or \"]\" here")]
    [InlineData("a: [1, 2\n\n# c\nb: 3", "f.yaml:4:1: a list or map that opened above with \"[\" or \"{\" is still open here; close it, or indent this line further")]
    [InlineData("a:\n  - [x,\n      y\n  - z\nb: 1", "f.yaml:5:1: a list or map that opened above with \"[\" or \"{\" is still open here; close it, or indent this line further")]
    [InlineData("a: {x: 1,\nb: 3}", "f.yaml:2:1: a list or map that opened above with \"[\" or \"{\" is still open here; close it, or indent this line further")]
    [InlineData("a: [", "f.yaml:2:1: expected a value here")]
    [InlineData("a: 1\nb: \"\\UFFFFFFFF\"", "f.yaml:2:2: after this comes a \"\\U\" escape or a \"!\" tag that cannot be read")]
    [InlineData("a: {b: 1", "f.yaml:2:1: the map is not closed; expected \",\" or \"}\" here")]
    [InlineData("a: 1\nb: \"x", "f.yaml:2:4: the quote that opens here is never closed")]
    [InlineData("- [x,\ny]", "f.yaml:2:1: a list or map that opened above with \"[\" or \"{\" is still open here; close it, or indent this line further")]
    [InlineData("a: \"x\nb: \"y\"", "f.yaml:1:4: the quote that opens here is never closed; or indent the lines of this text further than its key")]
    [InlineData("a: 1\nb\nc: 2", "f.yaml:2:1: expected a key here; check the indentation, and that nothing follows a closing quote or bracket")]
    [InlineData("{a: 1}\nb: 2", "f.yaml:2:1: this does not belong to what stands above; check the indentation")]
    [InlineData("a: \"\\d+\"", "f.yaml:1:4: a backslash in this text is not an escape that YAML knows; use single quotes, or double the backslash")]
    [InlineData("a: \"x\" y", "f.yaml:1:8: expected a key here; check the indentation, and that nothing follows a closing quote or bracket")]
    [InlineData("a: - b", "f.yaml:1:4: a list item cannot begin here; write each \"- item\" on its own line")]
    [InlineData("a: |0\n x", "f.yaml:1:4: text that begins with \"|\" must be in quotes")]
    [InlineData("a: > 5", "f.yaml:1:4: text that begins with \">\" must be in quotes")]
    [InlineData("a: 1\n...\n]", "f.yaml:3:1: the YAML ended before this; a file holds one document: remove what follows")]
    public void A_syntax_error_says_where_and_what_to_change(string yaml, string problem)
    {
        var written = new Written(yaml);
        written.Parsed.ShouldBeNull();
        written.Problems.ShouldBe([problem]);
    }

    [Theory]
    [InlineData("a:\n\tb: 1", "f.yaml:2:1")]
    [InlineData("x: [1,\n\t2]\na:\n  b: 1\n\tc: 2", "f.yaml:5:1")]
    [InlineData("x: 1\ny: 2\na:\n  \tb: 1", "f.yaml:4:3")]
    [InlineData("a:\n  - x\n\t- y", "f.yaml:3:1")]
    [InlineData("\ta: 1", "f.yaml:1:1")]
    [InlineData("a: x\n\t\nb: y", "f.yaml:2:1")]
    public void A_tab_in_the_indentation_is_named(string yaml, string place) =>
        new Written(yaml).Problems.ShouldBe([$"{place}: a tab is used as indentation; indent with spaces"]);

    [Theory]
    [InlineData("s: */5 * * * *", "f.yaml:1:4: text that begins with \"*\" must be in quotes; write \"*/5 * * * *\"")]
    [InlineData("s: * * * * *", "f.yaml:1:4: text that begins with \"*\" must be in quotes; write \"* * * * *\"")]
    [InlineData("s: @hourly", "f.yaml:1:4: text that begins with \"@\" must be in quotes; write \"@hourly\"")]
    [InlineData("s: @hunter2", "f.yaml:1:4: text that begins with \"@\" must be in quotes")]
    [InlineData("m: {a: 1}*x", "f.yaml:1:10: text that begins with \"*\" must be in quotes; write \"*x\"")]
    [InlineData("s: !rm -rf", "f.yaml:1:4: text that begins with \"!\" must be in quotes; YAML tags are not supported")]
    public void Text_that_YAML_would_misunderstand_must_be_quoted(string yaml, string problem) =>
        new Written(yaml).Problems.ShouldBe([problem]);

    [Fact]
    public void A_NUL_is_refused_even_as_an_escape() =>
        new Written("a: \"x\\0y\"").Problems.ShouldBe(["f.yaml:1:4: this text has a NUL character in it"]);

    [Fact]
    public void Anchors_and_aliases_are_refused_and_the_rest_is_still_read()
    {
        var written = new Written("a: &x [1, 2]\nb: *x\nc: soon");

        written.Map.TextList("a").ShouldBeEmpty();
        written.Map.Require("b").ShouldBeTrue();
        written.Map.TextList("b").ShouldBeEmpty();
        written.Map.Duration("c", TimeSpan.Zero);
        written.Map.Finish();

        written.Problems.ShouldBe(
        [
            "f.yaml:1:4: text that begins with \"&\" must be in quotes; YAML anchors are not supported",
            "f.yaml:2:4: text that begins with \"*\" must be in quotes; write \"*x\"",
            "f.yaml:3:4: \"c\" must be a duration, not \"soon\"; the units are ms, s, m, h and d",
        ]);
    }

    [Fact]
    public void A_key_given_twice_is_a_problem_and_the_first_one_counts()
    {
        var written = new Written("a: 1\nm:\n  b: 1\n  b: 2\na: 3");

        written.Map.Text("a").ShouldBe("1");
        written.Problems.ShouldBe(
        [
            "f.yaml:4:3: the key \"b\" is given twice; it was given first in line 3",
            "f.yaml:5:1: the key \"a\" is given twice; it was given first in line 1",
        ]);
    }

    [Fact]
    public void A_template_that_was_not_quoted_is_explained() =>
        new Written("title: {{host.name}}").Problems
            .ShouldBe(["f.yaml:1:9: a key must be text, not a map; put a value that begins with \"{\" or \"[\" in quotes"]);

    [Fact]
    public void A_key_that_the_parser_loses_is_told() =>
        new Written("l:\n  - :\n {b: c}").Problems
            .ShouldBe(
            [
                "f.yaml:2:6: this does not belong to what stands above; write each key on its own line as \"key: value\"",
                "f.yaml:3:2: expected a list item (\"- item\") here; check the indentation",
            ]);

    [Fact]
    public void A_second_document_is_a_problem() =>
        new Written("---\na: 1\n---\nb: 2").Problems
            .ShouldBe(["f.yaml:3:1: a second YAML document begins here; a file holds one: remove this and what follows"]);

    [Theory]
    [InlineData("- a\n- b", "f.yaml:1:1: the file must hold keys and values, not a list; write \"key: value\", with a space after the colon")]
    [InlineData("a:1", "f.yaml:1:1: the file must hold keys and values, not \"a:1\"; write \"key: value\", with a space after the colon")]
    public void A_file_must_hold_a_map(string yaml, string problem)
    {
        var written = new Written(yaml);
        written.Parsed.ShouldBeNull();
        written.Problems.ShouldBe([problem]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("# only a comment\n")]
    [InlineData("---\n")]
    [InlineData("~")]
    [InlineData("{}")]
    public void An_empty_file_is_an_empty_map(string yaml)
    {
        var written = new Written(yaml);
        written.Map.Keys.ShouldBeEmpty();
        written.Map.Place.ToString().ShouldBe("f.yaml:1:1");
        written.Problems.ShouldBeEmpty();
    }
}
