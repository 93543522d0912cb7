namespace AgentFleet.Definitions;

/// <summary>
/// A YAML mapping, read strictly. Every reader marks its key as known, adds a problem when the value is of the wrong
/// kind, and then returns the fallback, so that all that is wrong comes out at once. A null value (<c>~</c>) counts
/// as missing. Call <see cref="Finish"/> when everything has been read.
/// </summary>
public sealed partial class YamlMap
{
    private readonly Problems _problems;
    private readonly Dictionary<string, Entry> _entries;
    private readonly List<string> _known = [];
    private readonly List<YamlMap> _opened = [];
    private bool _finished;

    internal YamlMap(Place place, Problems problems, Dictionary<string, Entry> entries)
    {
        Place = place;
        _problems = problems;
        _entries = entries;
    }

    public Place Place { get; }

    /// <summary>The keys as written, for maps whose keys people choose; asking for them does not mark them as known.</summary>
    public IReadOnlyList<string> Keys => [.. _entries.OrderBy(entry => entry.Value.KeyPlace.Line).ThenBy(entry => entry.Value.KeyPlace.Column).Select(entry => entry.Key)];

    /// <summary>Reads the text of a whole file, or a part of it that begins at <paramref name="firstLine"/>; null when nothing can be read from it.</summary>
    public static YamlMap? Parse(string file, string text, Problems problems, int firstLine = 1) =>
        SourceText.Clean(file, text, problems, firstLine) is { } clean
            ? new TreeReader(file, clean, firstLine, problems).Read()
            : null;

    public bool Has(string key) => Find(key) is not null;

    /// <summary>For keys that take either text or a map.</summary>
    public bool IsMap(string key) => Find(key) is MapNode;

    /// <summary>The place of the value; of the map when the key is missing.</summary>
    public Place PlaceOf(string key) => _entries.TryGetValue(key, out var entry) ? entry.Value.Place : Place;

    /// <summary>The place of one item of a list, counted from 0.</summary>
    public Place PlaceOf(string key, int item) =>
        _entries.TryGetValue(key, out var entry) && entry.Value is ListNode list && item < list.Items.Count
            ? list.Items[item].Place
            : PlaceOf(key);

    /// <summary>False, and a problem, when the key is missing.</summary>
    public bool Require(string key)
    {
        if (Has(key)) return true;
        _problems.Add(PlaceOf(key), $"the key {Quoted.Of(key)} is missing");
        return false;
    }

    /// <summary>Adds a problem of the owner's own, placed at the value.</summary>
    public void Refuse(string key, string message, string? suggestion = null) =>
        _problems.Add(PlaceOf(key), message, suggestion);

    /// <summary>Every key that nobody asked for is a problem, here and in the maps that were read from this one.</summary>
    public void Finish()
    {
        if (_finished) return;
        _finished = true;
        foreach (var (key, entry) in _entries.Where(entry => !_known.Contains(entry.Key)))
            _problems.Add(entry.KeyPlace, $"unknown key {Quoted.Of(key)}", Nearest.Suggestion(key, _known, "the keys here are"));
        foreach (var map in _opened) map.Finish();
    }

    internal static string Describe(Node node) => node switch
    {
        MapNode => "a map",
        ListNode => "a list",
        ScalarNode { IsNull: true } => "nothing",
        ScalarNode scalar => Quoted.Of(scalar.Value),
        _ => "that",
    };

    private Node? Find(string key)
    {
        if (!_known.Contains(key)) _known.Add(key);
        return _entries.TryGetValue(key, out var entry) && !entry.Value.IsNull ? entry.Value : null;
    }
}
