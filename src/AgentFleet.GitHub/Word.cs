namespace AgentFleet.GitHub;

/// <summary>One of GitHub's words for a state or a kind. GitHub may add words at any time, so the text is kept beside what is known.</summary>
public readonly record struct Word<T>(string? Text)
    where T : struct, Enum
{
    private static readonly Dictionary<string, T> All = Enum.GetValues<T>().ToDictionary(value => Fold(value.ToString()), StringComparer.Ordinal);

    /// <summary>Null when it is missing, or new to us.</summary>
    public T? Known => Text is not null && All.TryGetValue(Fold(Text), out var value) ? value : null;

    public bool Is(T value) => Known is { } known && EqualityComparer<T>.Default.Equals(known, value);

    public override string ToString() => Text ?? "";

    // GitHub writes changes_requested here and CHANGES_REQUESTED there.
    private static string Fold(string text) => text.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
}
