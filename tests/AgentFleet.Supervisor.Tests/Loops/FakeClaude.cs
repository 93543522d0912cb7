using AgentFleet.Testing;

namespace AgentFleet.Supervisor.Tests.Loops;

/// <summary>A script in place of the CLI, for what the real one cannot be made to do.</summary>
internal static class FakeClaude
{
    public static string Write(TemporaryFolder folder, string script)
    {
        var file = folder.Write("fake/claude", $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return file;
    }
}
