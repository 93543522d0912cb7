namespace AgentFleet.Testing;

/// <summary>The source tree that the tests were built from.</summary>
public static class Repository
{
    public static string Root { get; } = Find();

    public static string Path(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([Root, .. parts]);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "AgentFleet.sln")))
                return folder.FullName;
        }
        throw new InvalidOperationException($"AgentFleet.sln is not above {AppContext.BaseDirectory}");
    }
}
