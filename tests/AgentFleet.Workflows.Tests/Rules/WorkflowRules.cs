using System.Text.RegularExpressions;
using AgentFleet.Workflows.Tests.Running;
using YamlDotNet.RepresentationModel;

namespace AgentFleet.Workflows.Tests.Rules;

/// <summary>What must hold for every workflow that is laid down in other people's repositories.</summary>
public static partial class WorkflowRules
{
    public static IReadOnlyList<string> Problems(string text)
    {
        var workflow = WorkflowFile.Parse(text);
        return [.. OfTheWhole(workflow), .. Map(Get(workflow, "jobs")).SelectMany(job => OfJob(job.Key, job.Value))];
    }

    private static IEnumerable<string> OfTheWhole(YamlMappingNode workflow)
    {
        if (Get(workflow, "permissions") is not YamlMappingNode { Children.Count: 0 })
            yield return "the top does not say permissions: {}";
        if (workflow.AllNodes.OfType<YamlScalarNode>().Any(node => node.Value == "pull_request_target"))
            yield return "it runs on pull_request_target";
        if (workflow.AllNodes.OfType<YamlScalarNode>().Any(node => node.Value!.Contains("secrets", StringComparison.Ordinal)))
            yield return "it takes secrets";
    }

    private static IEnumerable<string> OfJob(string name, YamlNode job)
    {
        if (Get(job, "permissions") is not YamlMappingNode)
            yield return $"{name}: no permissions of its own, each by name";
        if (!int.TryParse(Text(job, "timeout-minutes"), out var minutes) || minutes > 30)
            yield return $"{name}: no short timeout";
        if (Get(Get(job, "concurrency"), "group") is null)
            yield return $"{name}: no concurrency group";
        if (Text(job, "uses") is { } called && !Pinned().IsMatch(called))
            yield return $"{name}: {called} is not pinned by commit";
        foreach (var problem in (Get(job, "steps") as YamlSequenceNode ?? []).SelectMany(OfStep))
            yield return $"{name}: {problem}";
    }

    private static IEnumerable<string> OfStep(YamlNode step)
    {
        var action = Text(step, "uses");
        if (action is not null && !Pinned().IsMatch(action))
            yield return $"{action} is not pinned by commit";
        if (action?.StartsWith("actions/checkout@", StringComparison.Ordinal) == true && Text(Get(step, "with"), "persist-credentials") != "false")
            yield return "a checkout keeps its credentials";
        if ($"{Text(step, "run")}{Text(Get(step, "with"), "script")}".Contains("${{", StringComparison.Ordinal))
            yield return "an expression stands in a script";
    }

    private static YamlNode? Get(YamlNode? node, string key) =>
        node is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;

    private static string? Text(YamlNode? node, string key) => (Get(node, key) as YamlScalarNode)?.Value;

    private static IEnumerable<KeyValuePair<string, YamlNode>> Map(YamlNode? node) =>
        node is YamlMappingNode map ? map.Children.Select(entry => KeyValuePair.Create(((YamlScalarNode)entry.Key).Value!, entry.Value)) : [];

    [GeneratedRegex("^[A-Za-z0-9_.-]+/[A-Za-z0-9_./-]+@[0-9a-f]{40}$")]
    private static partial Regex Pinned();
}
