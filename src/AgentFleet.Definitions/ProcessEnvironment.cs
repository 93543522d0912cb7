using System.Collections;

namespace AgentFleet.Definitions;

/// <summary>The variables of this process, as definitions may name them by <c>$NAME</c>.</summary>
public static class ProcessEnvironment
{
    public static IReadOnlyDictionary<string, string> All => Environment.GetEnvironmentVariables()
        .Cast<DictionaryEntry>()
        .ToDictionary(e => (string)e.Key, e => (string?)e.Value ?? "", StringComparer.Ordinal);
}
