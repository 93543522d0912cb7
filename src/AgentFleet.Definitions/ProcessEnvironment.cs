using System.Collections;

namespace AgentFleet.Definitions;

/// <summary>The variables of this process, as definitions may name them by <c>$NAME</c>.</summary>
public static class ProcessEnvironment
{
    public static IReadOnlyDictionary<string, string> All
    {
        get
        {
            var all = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
                all[(string)variable.Key] = (string?)variable.Value ?? "";
            return all;
        }
    }
}
