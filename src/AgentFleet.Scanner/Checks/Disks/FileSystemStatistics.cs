using System.Runtime.InteropServices;

namespace AgentFleet.Scanner.Checks.Disks;

/// <summary>Asks the kernel about a local file system: a hundredth of what a process costs. On Linux only.</summary>
internal static partial class FileSystemStatistics
{
    /// <summary>Bytes and inodes of the file system at a path.</summary>
    /// <exception cref="IOException">The kernel's reason, with the path.</exception>
    public static (Usage Bytes, Usage Inodes) Of(string path)
    {
        if (Ask(path, out var answer) != 0)
            throw new IOException($"{path}: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");
        return (
            new Usage(Number(answer.Blocks - answer.FreeBlocks, answer.FragmentSize), Number(answer.AvailableBlocks, answer.FragmentSize)),
            new Usage(Number(answer.Files - answer.FreeFiles, 1), Number(answer.AvailableFiles, 1)));
    }

    private static long Number(ulong count, ulong size) => (long)UInt128.Min((UInt128)count * size, long.MaxValue);

    // struct statvfs of 64-bit Linux, with glibc and with musl: https://man7.org/linux/man-pages/man3/statvfs.3.html
    [StructLayout(LayoutKind.Sequential)]
    private struct Answer
    {
        public ulong BlockSize, FragmentSize, Blocks, FreeBlocks, AvailableBlocks, Files, FreeFiles, AvailableFiles, FileSystem, Flags, LongestName;
        private readonly long _spare1, _spare2, _spare3;
    }

    [LibraryImport("libc", EntryPoint = "statvfs", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Ask(string path, out Answer answer);
}
