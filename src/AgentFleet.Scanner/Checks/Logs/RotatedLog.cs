namespace AgentFleet.Scanner.Checks.Logs;

/// <summary>Finds a log again that was moved out of the way, or copied and then emptied.</summary>
internal static class RotatedLog
{
    private const int MostTried = 20;

    // The times of files are those of the kernel's last tick.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(1);

    /// <summary>Beside its old place, under a name that begins with the old one, such as <c>syslog.1</c>; null when it is not there.</summary>
    /// <param name="position">How far it had been read.</param>
    /// <param name="copiedSince">
    /// Not null when it was emptied: then it is a copy, which is another file that begins alike. One that was written
    /// before this time is of an earlier generation and has been read.
    /// </param>
    public static OpenLog? Find(LogPosition position, DateTimeOffset? copiedSince)
    {
        foreach (var path in Candidates(position.File))
        {
            OpenLog? file = null;
            try
            {
                file = new OpenLog(path);
                var same = copiedSince is { } time ? file.BeginsLike(position) && File.GetLastWriteTimeUtc(path) >= time - Slack : file.IsSurely(position);
                if (same && file.Length >= position.Offset)
                    return file;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Then it is not one that we have read before, or not any more.
            }
            file?.Dispose();
        }
        return null;
    }

    private static IReadOnlyList<string> Candidates(string path)
    {
        try
        {
            return
            [
                .. new DirectoryInfo(Path.GetDirectoryName(path)!).EnumerateFiles()
                    .Where(file => file.Name.StartsWith(Path.GetFileName(path), StringComparison.Ordinal) && file.FullName != path)
                    .OrderByDescending(file => WrittenTime.Of(file.FullName)).Take(MostTried).Select(file => file.FullName),
            ];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
