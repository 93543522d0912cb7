using AgentFleet.Ledger.Files;
using AgentFleet.Processes;

namespace AgentFleet.Hosting;

/// <summary>Which services live on a ledger, by the locks that the kernel frees when one dies.</summary>
internal static class Services
{
    /// <summary>The lock of the one scanner service; null when another has it.</summary>
    public static FileLock? TakeScanner(StateFolder state) => FileLock.TryAcquire(ScannerLock(state));

    public static bool ScannerRuns(StateFolder state) => FileLock.IsHeld(ScannerLock(state));

    public static int Supervisors(StateFolder state) =>
        Directory.EnumerateFiles(state.Locks, "supervisor-*.lock").Count(FileLock.IsHeld);

    private static string ScannerLock(StateFolder state) => Path.Combine(state.Locks, "service-scanner.lock");
}
