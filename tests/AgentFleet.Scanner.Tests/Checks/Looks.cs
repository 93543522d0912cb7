using System.Text.Json.Nodes;
using AgentFleet.Definitions;
using AgentFleet.Scanner.Checks;
using AgentFleet.Scanner.Checks.Disks;
using AgentFleet.Scanner.Definitions;

namespace AgentFleet.Scanner.Tests.Checks;

internal static class Looks
{
    /// <summary>The check that a definition makes, without the keys that every definition has.</summary>
    public static ICheck Defined(string keys) => Read(keys, out var problems).ShouldNotBeNull(string.Join('\n', problems)).Check;

    public static DiskLimits LimitsOf(string keys)
    {
        var problems = new Problems();
        var limits = DiskLimits.Read(YamlMap.Parse("machine.yaml", keys, problems).ShouldNotBeNull());
        problems.All.ShouldBeEmpty();
        return limits;
    }

    public static IReadOnlyList<string> ProblemsOf(string keys)
    {
        Read(keys, out var problems).ShouldBeNull();
        return problems;
    }

    public static Observation Of(this Look look, string thing) =>
        look.Sources.SelectMany(source => source.Observations).Where(seen => seen.Thing == thing).ShouldHaveSingleItem();

    public static string? Incomplete(this Look look, string source) => look.Sources.Single(seen => seen.Source == source).Incomplete;

    public static T Number<T>(this Observation seen, string key) => seen.Evidence[key].ShouldBeAssignableTo<JsonValue>()!.GetValue<T>();

    private static ScannerDefinition? Read(string keys, out IReadOnlyList<string> problems)
    {
        var found = new Problems();
        var definition = ScannerReader.Read(new DefinitionText("machine", "machine.yaml", $"schedule: every 1m\n{keys}\n", new("hash")), found);
        problems = [.. found.All.Select(problem => problem.ToString())];
        return definition;
    }
}
