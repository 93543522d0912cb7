using System.Globalization;

namespace AgentFleet.Processes;

/// <param name="Session">The session's leader; on macOS, where ps does not tell it, the process group's.</param>
internal sealed record ProcessEntry(int Pid, int Parent, int Session, bool Zombie);

/// <summary>All processes of this machine that we can see.</summary>
internal static class ProcessTable
{
    public static Task<IReadOnlyList<ProcessEntry>> ReadAsync(CancellationToken ct) =>
        OperatingSystem.IsLinux() ? Task.FromResult(ReadProc()) : ReadPsAsync(ct);

    /// <summary>Whether a process carries the run's marker. macOS shows nobody's environment: always false there.</summary>
    public static bool Carries(int pid, string marker) =>
        OperatingSystem.IsLinux() && LinuxProcess.Carries(pid, RunMarker.Variable, marker);

    private static IReadOnlyList<ProcessEntry> ReadProc() =>
        [.. from pid in LinuxProcess.Pids()
            let stat = LinuxProcess.Stat(pid)
            where stat is not null
            select new ProcessEntry(pid, stat.Parent, stat.Session, stat.Zombie)];

    // For macOS. It runs on Linux too, where a test compares it with /proc.
    internal static async Task<IReadOnlyList<ProcessEntry>> ReadPsAsync(CancellationToken ct)
    {
        using var ps = Launcher.Start(
            "/bin/ps", ["-axo", "pid=,ppid=,pgid=,stat="], "/", BaseEnvironment.FromThisProcess(), marker: "ps");
        ps.StandardInput.Close();
        using var output = ps.StandardOutput;
        using var errors = ps.StandardError;
        var text = await output.ReadToEndAsync(ct);
        await ps.WaitForExitAsync(ct);

        return [.. text.Split('\n').Select(ParsePs).OfType<ProcessEntry>()];
    }

    private static ProcessEntry? ParsePs(string line) =>
        line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var pid, var parent, var group, var state, ..]
            ? new(Number(pid), Number(parent), Number(group), Zombie: state.StartsWith('Z'))
            : null;

    private static int Number(string field) => int.Parse(field, CultureInfo.InvariantCulture);
}
