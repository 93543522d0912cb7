using AgentFleet.Testing;

namespace AgentFleet.Supervisor.Tests.Loops;

/// <summary>A script in place of the CLI, for what the real one cannot be made to do.</summary>
internal static class FakeClaude
{
    public static string Write(TemporaryFolder folder, string script) => RunnableFile.Write(folder.File("fake/claude"), script);
}
