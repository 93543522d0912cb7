namespace AgentFleet.Definitions;

/// <summary>Collects everything that is wrong, so that a person sees it all at once and in the order of the files.</summary>
public sealed class Problems
{
    private readonly List<Problem> _problems = [];

    public bool Any => _problems.Count > 0;

    /// <summary>Each problem once, by file, line and column; those of one place in the order they were added.</summary>
    public IReadOnlyList<Problem> All =>
    [
        .. _problems.Distinct()
            .OrderBy(problem => problem.Place.File, StringComparer.Ordinal)
            .ThenBy(problem => problem.Place.Line)
            .ThenBy(problem => problem.Place.Column),
    ];

    public void Add(Problem problem) => _problems.Add(problem);

    public void Add(Place place, string message, string? suggestion = null) =>
        Add(new Problem(place, message, suggestion));

    public void Add(IEnumerable<Problem> problems) => _problems.AddRange(problems);

    public void ThrowIfAny()
    {
        if (Any) throw new DefinitionException(All);
    }
}
