namespace AgentFleet.Scanner.Checks.Folders;

/// <summary>Adds up the lengths of all files below a folder. Links are neither followed nor counted.</summary>
internal sealed class FolderWalk(string root)
{
    private const int MostNamed = 5;

    private readonly PriorityQueue<LargeFile, long> _largest = new();
    private readonly Stack<DirectoryInfo> _unvisited = new();
    private long _bytes;
    private int _files;
    private int _unreadable;
    private string? _firstReason;

    /// <exception cref="OperationCanceledException">Cancelled; checked at every entry.</exception>
    public static FolderSize Measure(string root, CancellationToken ct)
    {
        if (!Directory.Exists(root))
            return new(0, 0, [], File.Exists(root) ? $"{root} is a file, not a folder" : $"{root} does not exist or cannot be reached");
        return new FolderWalk(root).Measure(ct);
    }

    private FolderSize Measure(CancellationToken ct)
    {
        _unvisited.Push(new DirectoryInfo(root));
        while (_unvisited.TryPop(out var folder))
            Visit(folder, ct);

        var largest = _largest.UnorderedItems.Select(item => item.Element).OrderByDescending(file => file.Bytes);
        var more = _unreadable > 1 ? $" (and {_unreadable - 1} more)" : "";
        return new(_bytes, _files, [.. largest], _firstReason is null ? null : _firstReason + more);
    }

    private void Visit(DirectoryInfo folder, CancellationToken ct)
    {
        try
        {
            foreach (var entry in folder.EnumerateFileSystemInfos())
            {
                ct.ThrowIfCancellationRequested();
                // Of an entry that vanished meanwhile all attributes are set, this one too.
                if (entry.Attributes.HasFlag(FileAttributes.ReparsePoint))
                {
                    if (Unnamable.Is(entry))
                        Miss(Unnamable.Reason(entry));
                    continue;
                }
                if (entry is DirectoryInfo inner)
                    _unvisited.Push(inner);
                else
                    Add((FileInfo)entry);
            }
        }
        catch (DirectoryNotFoundException) when (folder.FullName != root)
        {
            // It was removed while we were on our way: nothing of it is left to count.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Miss($"{folder.FullName} cannot be read: {(e is UnauthorizedAccessException ? "permission denied" : e.Message)}");
        }
    }

    private void Miss(string reason)
    {
        _unreadable++;
        _firstReason ??= reason;
    }

    private void Add(FileInfo file)
    {
        long length;
        try
        {
            length = file.Length;
        }
        catch (FileNotFoundException)
        {
            return;
        }

        _bytes += length;
        _files++;
        _largest.Enqueue(new(Path.GetRelativePath(root, file.FullName), length), length);
        if (_largest.Count > MostNamed)
            _largest.Dequeue();
    }
}
