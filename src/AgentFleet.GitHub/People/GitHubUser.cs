namespace AgentFleet.GitHub;

/// <summary>A person, a bot or a company. The name may be changed and taken by somebody else; the number stays.</summary>
public sealed record GitHubUser
{
    public required long Id { get; init; }

    public string? Login { get; init; }

    public Word<UserType> Type { get; init; }
}

public enum UserType
{
    User,
    Bot,
    Organization,
    Mannequin,
}
