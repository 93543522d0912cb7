namespace AgentFleet.Definitions.Tests;

/// <summary>A YAML text as if it stood in f.yaml, and what was wrong with it.</summary>
internal sealed class Written
{
    private readonly Problems _problems = new();

    public Written(string yaml) => Parsed = YamlMap.Parse("f.yaml", yaml, _problems);

    public YamlMap? Parsed { get; }

    public YamlMap Map => Parsed.ShouldNotBeNull();

    public string[] Problems => [.. _problems.All.Select(problem => problem.ToString())];

    /// <summary>Reads something from the text and gives back all that was wrong.</summary>
    public static string[] ProblemsOf(string yaml, Action<YamlMap> read)
    {
        var written = new Written(yaml);
        read(written.Map);
        return written.Problems;
    }
}
