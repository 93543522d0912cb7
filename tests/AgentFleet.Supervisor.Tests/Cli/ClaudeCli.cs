namespace AgentFleet.Supervisor.Tests.Cli;

/// <summary>The real claude CLI, where it is installed.</summary>
internal static class ClaudeCli
{
    private const string Variable = "AGENTFLEET_TEST_CLAUDE";

    /// <summary>Its path; without it the test is skipped.</summary>
    public static string Require()
    {
        var path = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named : Path.Combine(Root(), ".tools", "node_modules", ".bin", "claude");
        Assert.SkipUnless(File.Exists(path), "the claude CLI is not installed; ./test installs it");
        return path;
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "global.json")))
            folder = folder.Parent;
        return folder?.FullName ?? "/";
    }
}
