namespace AgentFleet.Scanner.Checks.Logs;

/// <summary>Finds a log again that was moved out of the way.</summary>
internal static class RotatedLog
{
    private const int MostTried = 20;

    /// <summary>Beside its old place, under a name that begins with the old one, such as <c>syslog.1</c>; null when it is not there.</summary>
    public static OpenLog? Find(LogPosition position)
    {
        foreach (var path in Candidates(position.File))
        {
            OpenLog? file = null;
            try
            {
                file = new OpenLog(path);
                if (file.IsSurely(position) && file.Length >= position.Offset)
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
