namespace AgentFleet.Definitions;

/// <summary>
/// What a folder says: what can be used (by name), what is broken, and what is wrong with the folder itself.
/// A broken definition that has a last good version is in both lists.
/// </summary>
public sealed record FolderSnapshot<T>(
    IReadOnlyDictionary<string, Definition<T>> Good,
    IReadOnlyList<BrokenDefinition> Broken,
    IReadOnlyList<Problem> FolderProblems) where T : class
{
    /// <summary>No definition at all, good or broken: more likely a volume that is not mounted yet than somebody's wish.</summary>
    public bool IsEmpty => Good.Count == 0 && Broken.Count == 0;

    public IReadOnlyList<Problem> AllProblems => [.. FolderProblems, .. Broken.SelectMany(broken => broken.Problems)];
}
