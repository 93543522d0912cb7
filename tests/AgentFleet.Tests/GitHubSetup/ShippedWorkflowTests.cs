using AgentFleet.GitHubSetup;
using AgentFleet.Verbs;

namespace AgentFleet.Tests.GitHubSetup;

public sealed class ShippedWorkflowTests
{
    private static readonly string Source = Repository.Path("github-workflows", "ai-fix.yml");

    [Fact]
    public void What_ships_beside_the_program_is_what_stands_in_the_source_tree()
    {
        foreach (var path in new[] { SetupSite.Fix, SetupSite.Failure })
            SetupSite.Shipped(path).ShouldBe(File.ReadAllText(Repository.Path("github-workflows", Path.GetFileName(path))));
    }

    [Fact]
    public void The_usual_label_leaves_the_file_as_it_is() =>
        Of("AgentFleet:fix").ShouldBe(new ShippedWorkflow(Source, File.ReadAllText(Source), null));

    [Theory]
    [InlineData("mend", "if: \"github.event.label.name == 'mend'\"")]
    [InlineData("don't: #1", "if: \"github.event.label.name == 'don''t: #1'\"")]
    [InlineData("say \"\\ü\"", "if: \"github.event.label.name == 'say \\\"\\\\ü\\\"'\"")]
    [InlineData("a\u202eb\n", "if: \"github.event.label.name == 'a\\U0000202eb\\U0000000a'\"")]
    public void Another_label_is_named_by_one_line(string label, string line)
    {
        var workflow = Of(label);
        workflow.Line.ShouldBe(line);
        var (before, after) = (File.ReadAllLines(Source), workflow.Text.Split('\n'));
        var changed = Enumerable.Range(0, before.Length).Where(i => before[i] != after[i]).ToList();
        changed.Count.ShouldBe(1);
        after[changed[0]].ShouldBe($"    {line} # the one place where the label is named");
        Condition(workflow.Text).ShouldBe($"github.event.label.name == '{label.Replace("'", "''", StringComparison.Ordinal)}'");
    }

    [Fact]
    public void A_label_that_would_be_an_expression_is_refused() =>
        Should.Throw<UsageException>(() => Of("${{ secrets.X }}")).Message.ShouldStartWith("\"fix_label\" cannot stand in a workflow");

    [Fact]
    public void The_labels_are_described_as_the_workflows_describe_them()
    {
        var labels = WantedLabel.All("agentfleet:fix");
        labels.Count.ShouldBe(7);
        labels.ShouldAllBe(label => label.Description.Length <= 100 && label.Color.Length == 6);
        var (queued, failure) = (labels.Single(label => label.Name == "agentfleet:queued"), labels.Single(label => label.Name == "workflow-failure"));
        SetupSite.Shipped(SetupSite.Fix).ShouldContain($"haveLabel(QUEUED, '{queued.Color}', '{queued.Description}')");
        SetupSite.Shipped(SetupSite.Failure).ShouldContain($"haveLabel(LABEL, '{failure.Color}', '{failure.Description}')");
        WantedLabel.All("P0").Count(label => label.Name.Equals("p0", StringComparison.OrdinalIgnoreCase)).ShouldBe(1);
    }

    private static ShippedWorkflow Of(string label) => ShippedWorkflow.Of(Source, File.ReadAllText(Source), label);

    // As a reader of YAML sees it.
    private static string Condition(string workflow)
    {
        var yaml = new YamlDotNet.RepresentationModel.YamlStream();
        yaml.Load(new StringReader(workflow));
        return yaml.Documents[0].RootNode["jobs"]["answer"]["if"].ToString();
    }
}
