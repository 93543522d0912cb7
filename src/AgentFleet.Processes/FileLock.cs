namespace AgentFleet.Processes;

/// <summary>
/// An exclusive lock between processes on one machine, which the kernel frees when its holder dies, however it dies.
/// The file stays: deleting it would let two holders lock two files of the same name.
/// </summary>
public sealed class FileLock : IDisposable
{
    private const int WouldBlockLinux = 11;
    private const int WouldBlockMac = 35;

    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    /// <summary>Takes the lock, or returns null when somebody holds it (this process included).</summary>
    /// <exception cref="IOException">The file cannot be opened or created.</exception>
    public static FileLock? TryAcquire(string path)
    {
        try
        {
            // FileShare.None is flock(2) on Unix, and the runtime opens every file close-on-exec: no child holds on to it.
            return new FileLock(new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }));
        }
        catch (IOException e) when (e.HResult == (OperatingSystem.IsMacOS() ? WouldBlockMac : WouldBlockLinux))
        {
            return null;
        }
    }

    /// <summary>Whether somebody holds it; also true for a file of another user's, of which that cannot be told.</summary>
    public static bool IsHeld(string path)
    {
        if (!File.Exists(path))
            return false;
        try
        {
            using var taken = TryAcquire(path);
            return taken is null;
        }
        catch (UnauthorizedAccessException)
        {
            return true;
        }
    }

    public void Dispose() => _file.Dispose();
}
