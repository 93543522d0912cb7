namespace AgentFleet.Scanner.Checks.Freshness;

/// <summary>The newest file, why there is none (<paramref name="Missing"/>), or why that cannot be seen.</summary>
/// <param name="Candidates">How many files counted.</param>
internal sealed record NewestFile(string? File, DateTimeOffset Written, long Bytes, int Candidates, string? Missing = null, string? Unreadable = null)
{
    private static readonly EnumerationOptions All = new()
    {
        AttributesToSkip = 0,
        IgnoreInaccessible = false,
        MatchCasing = MatchCasing.CaseSensitive,
        MatchType = MatchType.Simple,
    };

    /// <exception cref="OperationCanceledException">Cancelled; checked at every entry.</exception>
    public static NewestFile Find(string path, string? pattern, CancellationToken ct)
    {
        try
        {
            var real = System.IO.File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
            if (System.IO.File.GetAttributes(real).HasFlag(FileAttributes.Directory))
                return In(new DirectoryInfo(real), pattern ?? "*", path, ct);
            var file = new FileInfo(real);
            return pattern is null
                ? new(path, WrittenTime.Of(real), file.Length, 1)
                : Blind($"{path} is a file, not a folder in which {pattern} could match");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return new(null, default, 0, 0, Missing: $"{path} does not exist");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Blind(e is UnauthorizedAccessException ? $"{path} cannot be read: permission denied" : e.Message);
        }
    }

    private static NewestFile In(DirectoryInfo folder, string pattern, string path, CancellationToken ct)
    {
        var newest = new NewestFile(null, DateTimeOffset.MinValue, 0, 0, Missing: $"no file matches {pattern} in {path}");
        foreach (var file in folder.EnumerateFiles(pattern, All))
        {
            ct.ThrowIfCancellationRequested();
            if (Seen(file) is not { } seen)
            {
                // It might be the newest.
                if (Unnamable.Is(file))
                    return Blind(Unnamable.Reason(file));
                continue;
            }
            newest = newest.File is null || seen.Written > newest.Written ? seen with { Candidates = newest.Candidates + 1 } : newest with { Candidates = newest.Candidates + 1 };
        }
        return newest;
    }

    /// <summary>Null when it is a link, or has vanished meanwhile.</summary>
    private static NewestFile? Seen(FileInfo file)
    {
        try
        {
            // Asked anew, because an entry that may not be looked at seems to be gone.
            return System.IO.File.GetAttributes(file.FullName).HasFlag(FileAttributes.ReparsePoint)
                ? null
                : new(file.FullName, WrittenTime.Of(file.FullName), file.Length, 1);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private static NewestFile Blind(string reason) => new(null, default, 0, 0, Unreadable: reason);
}
