using AgentFleet.Definitions;
using AgentFleet.Supervisor.Policies;

namespace AgentFleet.Supervisor.Tests.Policies;

public sealed class TemplateTests
{
    private readonly Dictionary<string, string> _values = Template.Names.ToDictionary(name => name, name => $"<{name}>");

    [Fact]
    public void Every_name_is_filled_in()
    {
        var text = string.Join('\n', Template.Names.Select(name => $"{name} {{{{{name}}}}}"));

        Fill(text).ShouldBe(string.Join('\n', Template.Names.Select(name => $"{name} <{name}>")));
    }

    [Theory]
    [InlineData("{{host.name}}{{finding.id}} and {{ host.name }}", "<host.name><finding.id> and <host.name>")]
    [InlineData("a {b} } {c: {d}} \\{ $1 ${x}", "a {b} } {c: {d}} \\{ $1 ${x}")]
    [InlineData("", "")]
    public void Blanks_several_on_a_line_and_single_braces_are_fine(string text, string filled) => Fill(text).ShouldBe(filled);

    [Fact]
    public void A_value_is_never_read_as_a_template_or_a_pattern()
    {
        _values["host.name"] = "{{finding.id}} $0 $& \\1 {{nonsense";

        Fill("on {{host.name}}!").ShouldBe("on {{finding.id}} $0 $& \\1 {{nonsense!");
    }

    [Theory]
    [InlineData("x\n  {{host.nam}}", "p.md:11:3: unknown variable \"host.nam\"; did you mean \"host.name\"?")]
    [InlineData("{{host.name}} {{title}}", "p.md:10:15: unknown variable \"title\"; the variables are: host.name, finding.id, finding.kind, "
        + "finding.severity, finding.scanner, attempt.number, attempt.max, run.folder, run.untrusted, policy.name, finding.repository, finding.number")]
    [InlineData("{{Host.Name}}", "p.md:10:1: unknown variable \"Host.Name\"; did you mean \"host.name\"?")]
    [InlineData("{{host.name\n}}", "p.md:10:1: \"{{\" is not closed on its line; write {{name}}")]
    [InlineData("a {{host.name}", "p.md:10:3: \"{{\" is not closed on its line; write {{name}}")]
    [InlineData("a {{", "p.md:10:3: \"{{\" is not closed on its line; write {{name}}")]
    [InlineData("{{{host.name}}}", "p.md:10:1: \"{{\" is not closed on its line; write {{name}}")]
    public void What_cannot_be_filled_in_is_a_problem_at_its_place(string text, string problem)
    {
        var problems = new Problems();

        Template.Parse("p.md", text, 10, problems).ShouldBeNull();
        problems.All.Select(p => p.ToString()).ShouldBe([problem]);
    }

    [Fact]
    public void Nothing_between_the_braces_is_an_unknown_variable()
    {
        var problems = new Problems();

        Template.Parse("p.md", "{{}}\n{{ }}", 1, problems).ShouldBeNull();
        problems.All.Select(p => (p.Place.Line, p.Message)).ShouldBe([(1, "unknown variable \"\""), (2, "unknown variable \"\"")]);
    }

    [Fact]
    public void All_problems_of_a_text_come_at_once()
    {
        var problems = new Problems();

        Template.Parse("p.md", "{{a}} {{b}}\n{{c", 1, problems).ShouldBeNull();
        problems.All.Select(p => (p.Place.Line, p.Place.Column)).ShouldBe([(1, 1), (1, 7), (2, 1)]);
    }

    [Fact]
    public void A_missing_value_is_said_loudly() =>
        Should.Throw<KeyNotFoundException>(() => Parse("{{finding.number}}").Fill(new Dictionary<string, string>()))
            .Message.ShouldBe("this finding has nothing for the variable \"finding.number\" of its policy");

    private static Template Parse(string text)
    {
        var problems = new Problems();
        var template = Template.Parse("p.md", text, 1, problems);
        problems.All.ShouldBeEmpty();
        return template.ShouldNotBeNull();
    }

    private string Fill(string text) => Parse(text).Fill(_values);
}
