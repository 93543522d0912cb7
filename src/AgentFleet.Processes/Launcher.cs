using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace AgentFleet.Processes;

/// <summary>The one place that starts an operating system process.</summary>
internal static class Launcher
{
    /// <summary>Starts a program with all three streams as pipes and exactly the given environment.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">The kernel refused; the error code says why.</exception>
    [SuppressMessage(
        "ApiDesign", "RS0030:Do not use banned APIs",
        Justification = "Process.Start is banned so that every start goes through this method.")]
    public static Process Start(
        string program, IEnumerable<string> arguments, string directory, IReadOnlyDictionary<string, string> environment, string marker)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = directory,
            // With all three redirected the runtime leaves the terminal's settings alone.
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        start.Environment[RunMarker.Variable] = marker;

        return Process.Start(start)!;
    }
}
