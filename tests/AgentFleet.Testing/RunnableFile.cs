using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace AgentFleet.Testing;

/// <summary>
/// A program that a test makes and runs at once. Whoever is forked while the file is being written has it open too, until
/// it becomes a program itself, and for so long the kernel refuses to run the file (ETXTBSY). Other tests fork all the
/// time, so it is waited for that nobody has it open for writing.
/// </summary>
public static class RunnableFile
{
    private const UnixFileMode Runnable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const int SetLease = 1024;
    private const int ReadLease = 0;
    private const int TryAgain = 11;

    /// <summary>Writes a script of the shell and returns its path.</summary>
    public static string Write(string path, string script)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        return MadeRunnable(path);
    }

    public static string Copy(string program, string path)
    {
        File.Copy(program, path);
        return MadeRunnable(path);
    }

    private static string MadeRunnable(string path)
    {
        File.SetUnixFileMode(path, Runnable);
        var spin = new SpinWait();
        while (OperatingSystem.IsLinux() && IsBeingWritten(path))
            spin.SpinOnce();
        return path;
    }

    // The kernel gives a lease for reading only where nobody has the file open for writing. Any other refusal says nothing.
    private static bool IsBeingWritten(string path)
    {
        using var file = File.OpenHandle(path);
        return FileControl(file, SetLease, ReadLease) != 0 && Marshal.GetLastPInvokeError() == TryAgain;
    }

    [DllImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int FileControl(SafeFileHandle file, int command, int argument);
}
