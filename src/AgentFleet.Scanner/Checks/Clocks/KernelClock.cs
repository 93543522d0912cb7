using System.Runtime.InteropServices;

namespace AgentFleet.Scanner.Checks.Clocks;

/// <summary>
/// What the kernel knows of its own clock. Whoever keeps it right (systemd-timesyncd, chronyd, ntpd) tells the kernel so,
/// and a kernel that was told nothing for hours no longer believes it. To ask needs no right.
/// </summary>
/// <param name="Offset">Seconds that the clock is still being moved by.</param>
/// <param name="EstimatedError">Seconds, as whoever keeps it estimates.</param>
/// <param name="LargestError">Seconds that it can be wrong at most.</param>
internal sealed partial record KernelClock(bool IsSynchronized, decimal Offset, decimal EstimatedError, decimal LargestError)
{
    private const int Unsynchronized = 0x40;
    private const int CountsNanoseconds = 0x2000;

    /// <summary>Null, and why, where the kernel does not say.</summary>
    public static KernelClock? Ask(out string trouble)
    {
        trouble = "";
        var answer = new Answer();
        if (Ask(ref answer) >= 0)
            return Of(answer.Status, answer.Offset, answer.EstimatedError, answer.LargestError);
        trouble = $"the kernel does not tell of its clock: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}";
        return null;
    }

    /// <summary>Takes apart what the kernel answers: errors are in microseconds, the offset may be finer.</summary>
    public static KernelClock Of(int status, long offset, long estimatedError, long largestError) => new(
        (status & Unsynchronized) == 0,
        offset / ((status & CountsNanoseconds) != 0 ? 1_000_000_000m : 1_000_000m),
        estimatedError / 1_000_000m,
        largestError / 1_000_000m);

    // struct timex of 64-bit Linux, with glibc and with musl: https://man7.org/linux/man-pages/man2/adjtimex.2.html
    [StructLayout(LayoutKind.Sequential, Size = 208)]
    private struct Answer
    {
        // 0: change nothing.
        public readonly uint Modes;
        public readonly long Offset, Frequency, LargestError, EstimatedError;
        public readonly int Status;
    }

    [LibraryImport("libc", EntryPoint = "adjtimex", SetLastError = true)]
    private static partial int Ask(ref Answer answer);
}
