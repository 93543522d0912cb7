using System.Globalization;

namespace AgentFleet.Processes;

/// <summary>What a detached run leaves in its folder.</summary>
public sealed record RunFiles(string RunDirectory)
{
    /// <summary>The program's standard output.</summary>
    public string Stream => Path.Combine(RunDirectory, "stream.jsonl");

    /// <summary>The program's standard error.</summary>
    public string Errors => Path.Combine(RunDirectory, "stderr.log");

    /// <summary>A folder that whoever makes it first has decided with: the run that it runs, or an observer that it never will.</summary>
    internal string Gate => Path.Combine(RunDirectory, "gate");

    /// <summary>The wrapper's <see cref="ProcessIdentity"/>.</summary>
    internal string Pid => Path.Combine(RunDirectory, "pid");

    /// <summary>The exit code, written when the program has ended.</summary>
    internal string Exit => Path.Combine(RunDirectory, "exit");

    private string NeverStarted => Path.Combine(Gate, "never-started");

    internal ProcessIdentity? ReadIdentity() =>
        ProcessIdentity.TryParse(ReadLine(Pid), out var identity) ? identity : null;

    internal int? ReadExitCode() =>
        int.TryParse(ReadLine(Exit), NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : null;

    /// <summary>Closes the gate for good unless the run passed it; true when the run never started and never will.</summary>
    internal bool DeclareNeverStarted()
    {
        Directory.CreateDirectory(RunDirectory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (!Kernel.TryMakeDirectory(Gate))
            return File.Exists(NeverStarted);

        File.WriteAllBytes(NeverStarted, []);
        return true;
    }

    // A line without its end is still being written.
    private static string? ReadLine(string path)
    {
        try
        {
            return File.ReadAllText(path) is [.. var line, '\n'] ? line : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
