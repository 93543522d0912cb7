using AgentFleet.Testing;
using YamlDotNet.RepresentationModel;

namespace AgentFleet.Workflows.Tests.Running;

/// <summary>A workflow of <c>github-workflows/</c> with its one job of one step.</summary>
public sealed class WorkflowFile
{
    private readonly YamlMappingNode _job;
    private readonly YamlMappingNode _step;

    private WorkflowFile(string text)
    {
        Text = text;
        _job = (YamlMappingNode)((YamlMappingNode)Parse(text)["jobs"]).Children.ShouldHaveSingleItem().Value;
        _step = (YamlMappingNode)((YamlSequenceNode)_job["steps"]).Children.ShouldHaveSingleItem();
    }

    public static IEnumerable<string> Names => Directory.EnumerateFiles(Repository.Path("github-workflows")).Select(file => Path.GetFileName(file)).Order();

    public string Text { get; }

    public string If => Scalar(_job["if"]);

    public string ConcurrencyGroup => Scalar(_job["concurrency"]["group"]);

    public string Script => Scalar(_step["run"]);

    public string Shell => Scalar(_step["shell"]);

    public IReadOnlyDictionary<string, string> Environment =>
        ((YamlMappingNode)_step["env"]).Children.ToDictionary(entry => Scalar(entry.Key), entry => Scalar(entry.Value));

    public static WorkflowFile Read(string name) => new(File.ReadAllText(Repository.Path("github-workflows", name)));

    public static YamlMappingNode Parse(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return (YamlMappingNode)stream.Documents.ShouldHaveSingleItem().RootNode;
    }

    private static string Scalar(YamlNode node) => ((YamlScalarNode)node).Value!;
}
