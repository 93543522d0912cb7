namespace AgentFleet.Definitions;

/// <summary>
/// A folder of definitions that people edit while it is in use. Files are read at every reload, so that no edit is
/// missed, and parsed only when their bytes have changed. A file that is broken now keeps its last good version; a
/// folder that cannot be listed keeps everything. Safe to use from several threads.
/// </summary>
/// <param name="folder">Where the files are; it may be missing.</param>
/// <param name="ending">Such as <c>.md</c>; <c>.yaml</c> takes <c>.yml</c> as well.</param>
/// <param name="read">
/// Makes a value from a file's text, and adds problems when it cannot. Where it reads further files, <see cref="Forget"/>
/// has them read again.
/// </param>
/// <param name="checkTogether">
/// Sees all definitions as they would be used now and may add problems that lie between files; a definition whose
/// file gets one counts as broken.
/// </param>
public sealed class DefinitionFolder<T>(
    string folder,
    string ending,
    Func<DefinitionText, Problems, T?> read,
    Action<FolderSnapshot<T>, Problems>? checkTogether = null) where T : class
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, Tracked<T>> _tracked = new(StringComparer.Ordinal);
    private volatile FolderSnapshot<T> _current = new(new Dictionary<string, Definition<T>>(), [], []);

    /// <summary>As of the last reload.</summary>
    public FolderSnapshot<T> Current => _current;

    public FolderSnapshot<T> Reload()
    {
        lock (_gate) return _current = Look(_ => true);
    }

    /// <summary>Looks at one definition only; null when there is no usable version of it. What is wrong with it is in <see cref="Current"/>.</summary>
    public Definition<T>? Reload(string name)
    {
        lock (_gate)
        {
            if (!Stands(name)) _current = Look(other => other == name);
            return _current.Good.GetValueOrDefault(name);
        }
    }

    /// <summary>Has a definition parsed anew at the next reload, although its own file stays as it is.</summary>
    public void Forget(string name)
    {
        lock (_gate)
        {
            if (_tracked.TryGetValue(name, out var tracked)) tracked.Forget();
        }
    }

    // Else every firing of one scanner would list and settle the files of all: the square of their number.
    private bool Stands(string name)
    {
        var files = FolderListing.Endings(ending).Select(known => Path.Combine(folder, name + known)).Where(File.Exists).ToList();
        return files is [var only] && _current.FolderProblems.Count == 0 && _tracked.TryGetValue(name, out var tracked) && tracked.StandsIn(only);
    }

    private FolderSnapshot<T> Look(Predicate<string> wanted)
    {
        var problems = new Problems();
        if (FolderListing.Of(folder, ending, problems) is not { } listing) return _current with { FolderProblems = problems.All };

        foreach (var gone in _tracked.Keys.Where(name => wanted(name) && !listing.FilesByName.Contains(name)).ToList()) _tracked.Remove(gone);
        foreach (var files in listing.FilesByName.Where(files => wanted(files.Key)))
        {
            if (!_tracked.TryGetValue(files.Key, out var tracked)) _tracked.Add(files.Key, tracked = new Tracked<T>(files.Key, read));
            tracked.Look([.. files]);
        }

        return Settle(listing.Misnamed);
    }

    private FolderSnapshot<T> Settle(IReadOnlyList<BrokenDefinition> misnamed)
    {
        var problems = new Problems();
        checkTogether?.Invoke(Snapshot(tracked => tracked.Candidate, misnamed, []), problems);

        var byFile = problems.All.ToLookup(problem => problem.Place.File, StringComparer.Ordinal);
        foreach (var tracked in _tracked.Values) tracked.Settle(file => byFile[file]);
        var files = _tracked.Values.Select(tracked => tracked.Candidate?.File).ToHashSet(StringComparer.Ordinal);
        return Snapshot(tracked => tracked.Good, misnamed, [.. problems.All.Where(problem => !files.Contains(problem.Place.File))]);
    }

    private FolderSnapshot<T> Snapshot(Func<Tracked<T>, Definition<T>?> version, IReadOnlyList<BrokenDefinition> misnamed, IReadOnlyList<Problem> folderProblems)
    {
        var good = new SortedDictionary<string, Definition<T>>(StringComparer.Ordinal);
        foreach (var (name, tracked) in _tracked)
        {
            if (version(tracked) is { } definition) good.Add(name, definition);
        }

        return new FolderSnapshot<T>(good, [.. _tracked.Values.Select(tracked => tracked.Broken).OfType<BrokenDefinition>(), .. misnamed], folderProblems);
    }
}
