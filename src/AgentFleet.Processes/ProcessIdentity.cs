using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace AgentFleet.Processes;

/// <summary>
/// One process and no later one that was given the same pid: the pid with a token of when it started. Storable
/// through <see cref="ToString"/> and <see cref="TryParse"/>.
/// </summary>
/// <param name="StartToken">
/// On Linux the boot's id and the start in clock ticks since that boot; on macOS the start in UTC ticks.
/// </param>
public readonly record struct ProcessIdentity(int Pid, string StartToken)
{
    /// <summary>Stands for a process of which nothing is known; never alive.</summary>
    public static ProcessIdentity None { get; } = new(0, "");

    public static ProcessIdentity Current { get; } = Of(Environment.ProcessId) ?? None;

    /// <summary>Whether this very process exists and still runs; a zombie does not.</summary>
    public bool IsAlive => Pid > 0 && Of(Pid) == this;

    /// <summary>The process that has this pid now, or null when there is none or it is a zombie.</summary>
    public static ProcessIdentity? Of(int pid) =>
        (OperatingSystem.IsLinux() ? LinuxProcess.StartToken(pid) : StartTicks(pid)) is { } token ? new(pid, token) : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Pid}@{StartToken}");

    public static bool TryParse(string? text, out ProcessIdentity identity)
    {
        identity = None;
        if (text?.Split('@', 2) is not [var pid, { Length: > 0 } token])
            return false;
        if (!int.TryParse(pid, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number <= 0)
            return false;

        identity = new(number, token);
        return true;
    }

    // Not run on macOS yet. The kernel gives no start time for a zombie there, so it counts as ended, as it should.
    private static string? StartTicks(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return process.StartTime.ToUniversalTime().Ticks.ToString(CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }
}
