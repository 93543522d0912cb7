namespace AgentFleet.Definitions;

/// <summary>One definition over time: what its file says now, and the last version of it that could be used.</summary>
internal sealed class Tracked<T>(string name, Func<DefinitionText, Problems, T?> read) where T : class
{
    private string _file = "";
    private string? _hash;
    private Definition<T>? _now;
    private IReadOnlyList<Problem> _problems = [];
    private Definition<T>? _lastGood;

    /// <summary>What would be used if nothing else were wrong.</summary>
    public Definition<T>? Candidate => _now ?? _lastGood;

    public Definition<T>? Good => _lastGood;

    public BrokenDefinition? Broken { get; private set; }

    public void Look(IReadOnlyList<string> files)
    {
        var problems = new Problems();
        if (files.Count > 1)
        {
            (_file, _hash, _now) = (files[^1], null, null);
            problems.Add(Place.Whole(_file), $"{Quoted.Of(name)} is defined twice: {string.Join(" and ", files.Select(Path.GetFileName))}", "remove one of them");
            _problems = problems.All;
        }
        else
        {
            Look(files[0], problems);
        }

        Broken = _now is null ? Break(_problems) : null;
    }

    /// <summary>Whether its file is this one, was good at the last look, and still says the same.</summary>
    public bool StandsIn(string file) => file == _file && Broken is null && _now is not null
        && FileBytes.Read(file, new Problems()) is { } bytes && DefinitionText.HashOf(bytes) == _hash;

    /// <summary>The next look parses the file, changed or not.</summary>
    public void Forget() => _hash = null;

    /// <summary>Takes over what the file says now, unless it does not go together with the others.</summary>
    public void Settle(Func<string, IEnumerable<Problem>> problemsOf)
    {
        if (_now is null) return;
        IReadOnlyList<Problem> problems = [.. problemsOf(_now.File)];
        if (problems.Count == 0) _lastGood = _now;
        Broken = problems.Count == 0 ? null : Break(problems);
    }

    private void Look(string file, Problems problems)
    {
        var bytes = FileBytes.Read(file, problems);
        var hash = bytes is null ? null : DefinitionText.HashOf(bytes);
        if (hash is not null && hash == _hash && file == _file) return;

        (_file, _hash, _now) = (file, hash, null);
        var value = bytes is null ? null : Read(bytes, problems);
        if (value is null && !problems.Any) problems.Add(Place.Whole(file), "the file does not hold a definition");
        if (value is not null && !problems.Any) _now = new Definition<T>(name, file, hash!, value);
        _problems = problems.All;
    }

    private T? Read(byte[] bytes, Problems problems)
    {
        if (DefinitionText.Decode(name, _file, bytes, problems) is not { } text) return null;
        try
        {
            return read(text, problems);
        }
        catch (DefinitionException broken)
        {
            problems.Add(broken.Problems);
            return null;
        }
    }

    private BrokenDefinition Break(IReadOnlyList<Problem> problems) => new(name, _file, _hash, problems, _lastGood is not null);
}
