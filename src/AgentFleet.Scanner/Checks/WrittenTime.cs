namespace AgentFleet.Scanner.Checks;

/// <summary>When files were last written to. Some file systems keep times beyond every calendar, and anybody may set one.</summary>
internal static class WrittenTime
{
    /// <summary>Of a file or a folder; what is beyond the calendar is its first or last instant.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static DateTimeOffset Of(string path)
    {
        try
        {
            return File.GetLastWriteTimeUtc(path);
        }
        catch (ArgumentOutOfRangeException e)
        {
            return e.ActualValue is < 0L ? DateTimeOffset.MinValue : DateTimeOffset.MaxValue;
        }
    }
}
