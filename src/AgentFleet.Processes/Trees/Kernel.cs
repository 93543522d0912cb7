using System.Runtime.InteropServices;

namespace AgentFleet.Processes;

internal enum Signal
{
    Kill = 9,
    Terminate = 15,
}

/// <summary>The two system calls that the base library does not offer.</summary>
internal static partial class Kernel
{
    private const int AlreadyExists = 17;

    /// <summary>
    /// Sends a signal. A process that is gone or belongs to somebody else is no error: who sends looks again anyway.
    /// </summary>
    public static void Send(Signal signal, ProcessIdentity target)
    {
        // kill(2) reads 0 and negative numbers as groups, -1 as everybody; 1 is init.
        if (target.Pid <= 1 || target.Pid == Environment.ProcessId || !target.IsAlive)
            return;

        _ = Kill(target.Pid, (int)signal);
    }

    /// <summary>Makes a directory of mode 0700; false when there is something of that name already.</summary>
    public static bool TryMakeDirectory(string path)
    {
        if (MakeDirectory(path, 0b111_000_000) == 0)
            return true;

        var error = Marshal.GetLastPInvokeError();
        return error == AlreadyExists
            ? false
            : throw new IOException($"{path}: {Marshal.GetPInvokeErrorMessage(error)}");
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int pid, int signal);

    // mode_t is 32 bits on Linux and 16 on macOS; both take it in one register.
    [LibraryImport("libc", EntryPoint = "mkdir", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakeDirectory(string path, uint mode);
}
