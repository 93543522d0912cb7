using AgentFleet.Definitions;
using AgentFleet.Scanner.Checks;
using AgentFleet.Scanner.Definitions;

namespace AgentFleet.Scanner.Tests.Checks;

/// <summary>A check as a definition describes it.</summary>
internal static class Definition
{
    public static ICheck Check(string yaml)
    {
        var problems = new Problems();
        var definition = Read(yaml, problems);
        problems.All.Select(problem => problem.ToString()).ShouldBeEmpty();
        return definition.ShouldNotBeNull().Check;
    }

    /// <summary>What is wrong with it, without file and line.</summary>
    public static IReadOnlyList<string> ProblemsOf(string yaml)
    {
        var problems = new Problems();
        Read(yaml, problems).ShouldBeNull();
        return [.. problems.All.Select(problem => problem.Suggestion is { } suggestion ? $"{problem.Message}; {suggestion}" : problem.Message)];
    }

    public static async Task<SourceLook> LookAsync(this ICheck check, TimeSpan? timeout = null, IReadOnlyDictionary<string, string>? notes = null) =>
        (await check.LookAsync(Context(timeout) with { Notes = notes ?? new Dictionary<string, string>() }, TestContext.Current.CancellationToken)).Sources.ShouldHaveSingleItem();

    public static LookContext Context(TimeSpan? timeout = null, TimeProvider? clock = null) => new("web", timeout ?? TimeSpan.FromSeconds(10), clock ?? TimeProvider.System);

    public static Observation Only(this SourceLook look)
    {
        look.Incomplete.ShouldBeNull();
        return look.Observations.ShouldHaveSingleItem();
    }

    private static ScannerDefinition? Read(string yaml, Problems problems) =>
        ScannerReader.Read(new DefinitionText("web", "web.yaml",
            yaml.StartsWith('{') ? "{ schedule: every 5m, " + yaml[1..] : "schedule: every 5m\n" + yaml, new("hash")), problems);
}
