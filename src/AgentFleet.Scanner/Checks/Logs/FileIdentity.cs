using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace AgentFleet.Scanner.Checks.Logs;

/// <summary>Which file a path or a handle is, whatever it is called; on Linux only.</summary>
/// <param name="Number">Device and inode.</param>
/// <param name="IsRegular">Not so for a pipe or a device: opening or reading those may wait for ever.</param>
internal sealed partial record FileIdentity(string Number, bool IsRegular)
{
    private const int EmptyPath = 0x1000, WorkingFolder = -100;
    private const uint BasicFields = 0x7ff;
    private const ushort TypeMask = 0xf000, Regular = 0x8000;

    /// <summary>Null when nobody can tell.</summary>
    public static FileIdentity? Of(string path) => Of(() => (Ask(WorkingFolder, path, 0, BasicFields, out var answer), answer));

    /// <summary>Null when nobody can tell.</summary>
    public static FileIdentity? Of(SafeFileHandle file) => Of(() => (Ask(file, "", EmptyPath, BasicFields, out var answer), answer));

    private static FileIdentity? Of(Func<(int Failed, Answer Answer)> ask)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        try
        {
            var (failed, answer) = ask();
            return failed != 0 ? null : new($"{answer.DeviceMajor}:{answer.DeviceMinor}/{answer.Inode}", (answer.Mode & TypeMask) == Regular);
        }
        catch (EntryPointNotFoundException)
        {
            // A C library from before statx. Then only the first bytes tell.
            return null;
        }
    }

    // struct statx, the same on every processor: https://man7.org/linux/man-pages/man2/statx.2.html
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Answer
    {
        [FieldOffset(28)] public ushort Mode;
        [FieldOffset(32)] public ulong Inode;
        [FieldOffset(136)] public uint DeviceMajor;
        [FieldOffset(140)] public uint DeviceMinor;
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Ask(int folder, string path, int flags, uint fields, out Answer answer);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Ask(SafeFileHandle file, string path, int flags, uint fields, out Answer answer);
}
