namespace AgentFleet.Definitions;

/// <summary>What people wrote cannot be used. The message is every problem, one a line.</summary>
public sealed class DefinitionException(IReadOnlyList<Problem> problems) : Exception(string.Join('\n', problems))
{
    public IReadOnlyList<Problem> Problems { get; } = problems;
}
