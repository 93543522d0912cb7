namespace AgentFleet.Hub.Access;

/// <summary>
/// The right that an operation asks of fine-grained tokens and apps:
/// https://docs.github.com/en/rest/authentication/permissions-required-for-fine-grained-personal-access-tokens
/// </summary>
/// <param name="AnyOf">One of these is enough.</param>
internal sealed record Needs(bool ToWrite, params IReadOnlyList<string> AnyOf)
{
    public static Needs Nothing { get; } = new(false);

    public static Needs Read(params string[] anyOf) => new(false, anyOf);

    public static Needs Write(params string[] anyOf) => new(true, anyOf);

    /// <summary>Not even a public repository shows these to everybody.</summary>
    public bool IsConfidential { get; init; }

    /// <summary>As the header <c>x-accepted-github-permissions</c> says it.</summary>
    public override string ToString() => string.Join("; ", AnyOf.Select(p => $"{p}={(ToWrite ? "write" : "read")}"));
}
