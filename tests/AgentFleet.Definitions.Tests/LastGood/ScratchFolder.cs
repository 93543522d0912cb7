namespace AgentFleet.Definitions.Tests.LastGood;

/// <summary>A folder of definitions that hold a word and, if they like, the name of another one.</summary>
internal sealed class ScratchFolder : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("agentfleet-definitions-").FullName;

    public ScratchFolder() => Directory.CreateDirectory(Folder);

    public string Folder => Path.Join(_root, "scanners");

    /// <summary>How often a text was parsed.</summary>
    public int Parsed { get; private set; }

    public string PathOf(string file) => Path.Join(Folder, file);

    public void Write(string file, string text) => File.WriteAllText(PathOf(file), text);

    public DefinitionFolder<Named> Open(bool together = false) => new(Folder, ".yaml", Read, together ? CheckTogether : null);

    public Named? Read(DefinitionText text, Problems problems)
    {
        Parsed++;
        if (YamlMap.Parse(text.File, text.Text, problems) is not { } map) return null;
        var named = new Named(map.RequiredText("word"), map.Text("then"), map.PlaceOf("then"));
        map.Finish();
        return named;
    }

    /// <summary>Problems with the scratch folder's own path left off.</summary>
    public string[] Told(IEnumerable<Problem> problems) =>
        [.. problems.Select(problem => problem.ToString().Replace(_root + Path.DirectorySeparatorChar, "", StringComparison.Ordinal))];

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static void CheckTogether(FolderSnapshot<Named> all, Problems problems)
    {
        foreach (var (_, _, _, named) in all.Good.Values)
        {
            if (named.Then is { } then && !all.Good.ContainsKey(then))
                problems.Add(named.ThenPlace, $"there is no definition {Quoted.Of(then)}", Nearest.Suggestion(then, all.Good.Keys, "there are"));
        }
    }
}

internal sealed record Named(string Word, string? Then, Place ThenPlace);
