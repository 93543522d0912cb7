namespace AgentFleet.Processes;

/// <summary>
/// The little that a child needs of this process's environment: PATH and HOME, with a fixed LANG so that its output
/// reads the same everywhere. Children inherit nothing else.
/// </summary>
public static class BaseEnvironment
{
    private const string UsualPath = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin";

    /// <summary>The base environment, and those of the <paramref name="alsoPassed"/> variables that are set here.</summary>
    public static IReadOnlyDictionary<string, string> FromThisProcess(params IEnumerable<string> alsoPassed)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? UsualPath,
            ["HOME"] = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
            ["LANG"] = "C.UTF-8",
        };
        foreach (var name in alsoPassed)
        {
            if (Environment.GetEnvironmentVariable(name) is { } value)
                environment[name] = value;
        }

        return environment;
    }
}
