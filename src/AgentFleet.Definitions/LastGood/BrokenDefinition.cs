namespace AgentFleet.Definitions;

/// <summary>
/// A file that cannot be used as it is now. The hash tells one broken edit from the next; it is null when the
/// bytes could not be had. While <paramref name="KeptLastGood"/>, what the file said before still holds.
/// </summary>
public sealed record BrokenDefinition(string Name, string File, string? Hash, IReadOnlyList<Problem> Problems, bool KeptLastGood);
