using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace AgentFleet.Definitions;

/// <summary>Builds maps from the parser's events and refuses the parts of YAML that only surprise people.</summary>
internal sealed class TreeReader(string file, string text, int firstLine, Problems problems)
{
    private const int DeepestNesting = 32;

    private readonly TextPlaces _places = new(file, text, firstLine);
    private readonly Parser _parser = new(new StringReader(text));
    private readonly Stack<long> _blockColumns = new();
    private Place _lastRefused;

    public YamlMap? Read()
    {
        try
        {
            _parser.Consume<StreamStart>();
            if (_parser.Accept<StreamEnd>(out _)) return Empty();

            _parser.Consume<DocumentStart>();
            var root = ReadNode(0);
            _parser.Consume<DocumentEnd>();
            if (!_parser.Accept<StreamEnd>(out _))
                Refuse(_parser.Current!.Start, "a second YAML document begins here", "a file holds one: remove this and what follows");
            return AsMap(root);
        }
        catch (Exception error) when (error is YamlException or InvalidOperationException or ArgumentException)
        {
            // What was refused a moment ago is often what the parser stumbles over next in the same line: */5 * * * *.
            var problem = Explain(error);
            if (problem.Place.Line != _lastRefused.Line) problems.Add(problem);
            return null;
        }
    }

    private Problem Explain(Exception error)
    {
        if (error is YamlException syntax) return SyntaxProblem.Explain(_places, syntax);

        var last = _parser.Current!.End;
        // So YamlDotNet 16 says that the number of a \U escape is too large, or that a tag is not a URI.
        if (error is ArgumentException)
            return new Problem(_places.Of(last), "after this comes a \"\\U\" escape or a \"!\" tag that cannot be read");

        // And so that a line inside [ ] or { } is indented less than the key it belongs to.
        return new Problem(_places.NextLineUpTo(_blockColumns.TryPeek(out var column) ? column : 1, last),
            "a list or map that opened above with \"[\" or \"{\" is still open here", "close it, or indent this line further");
    }

    private YamlMap? AsMap(Node root)
    {
        if (root.IsNull) return Empty();
        if (root is MapNode map) return map.Map;
        if (root is BrokenNode) return null;
        problems.Add(root.Place, $"the file must hold keys and values, not {YamlMap.Describe(root)}", "write \"key: value\", with a space after the colon");
        return null;
    }

    private YamlMap Empty() => new(_places.Start, problems, []);

    private Node ReadNode(int depth)
    {
        var next = _parser.Current!;
        if (depth > DeepestNesting)
            throw new SemanticErrorException(next.Start, next.End, $"lists and maps are nested more than {DeepestNesting} deep");

        if (next is NodeEvent node && !node.Anchor.IsEmpty)
            return RefuseAndSkip("text that begins with \"&\" must be in quotes", "YAML anchors are not supported");
        if (next is NodeEvent { Tag.IsEmpty: false })
            return RefuseAndSkip("text that begins with \"!\" must be in quotes", "YAML tags are not supported");

        switch (next)
        {
            case AnchorAlias:
                Refuse(next.Start, "text that begins with \"*\" must be in quotes", _places.QuotesAround(next.Start));
                _parser.MoveNext();
                return new BrokenNode(_places.Of(next.Start));
            case Scalar scalar when scalar.Value.Contains('\0', StringComparison.Ordinal):
                return RefuseAndSkip("this text has a NUL character in it", null);
            case Scalar scalar:
                _parser.MoveNext();
                return new ScalarNode(scalar.Value, scalar.Style == ScalarStyle.Plain, _places.Of(scalar.Start));
            case SequenceStart:
                return ReadList(depth);
            default:
                return ReadMap(depth);
        }
    }

    private ListNode ReadList(int depth)
    {
        var start = _parser.Consume<SequenceStart>();
        var items = new List<Node>();
        if (start.Style == SequenceStyle.Block) _blockColumns.Push(start.Start.Column);
        while (!_parser.TryConsume<SequenceEnd>(out _)) items.Add(ReadNode(depth + 1));
        if (start.Style == SequenceStyle.Block) _blockColumns.Pop();
        return new ListNode(items, _places.Of(start.Start));
    }

    private MapNode ReadMap(int depth)
    {
        var start = _parser.Consume<MappingStart>();
        // The one-pair map of [key: value] has no mark of its own.
        var place = _places.Of(depth > 0 && start.Start.Index == 0 ? _parser.Current!.Start : start.Start);
        var entries = new Dictionary<string, Entry>(StringComparer.Ordinal);
        if (start.Style == MappingStyle.Block)
        {
            _blockColumns.Push(start.Start.Column);
            if (_places.TabBefore(start.Start) is { } tab) Refuse(tab, TextPlaces.TabMessage, TextPlaces.TabSuggestion);
        }

        while (!_parser.TryConsume<MappingEnd>(out _)) ReadEntry(entries, depth);
        if (start.Style == MappingStyle.Block) _blockColumns.Pop();
        return new MapNode(new YamlMap(place, problems, entries));
    }

    private void ReadEntry(Dictionary<string, Entry> entries, int depth)
    {
        var key = ReadNode(depth + 1);
        if (_parser.Accept<MappingEnd>(out _))
        {
            if (key is not BrokenNode) Refuse(key.Place, "this does not belong to what stands above", "write each key on its own line as \"key: value\"");
            return;
        }

        var value = ReadNode(depth + 1);
        if (key is BrokenNode) return;
        if (key is not ScalarNode { Value: var name })
            Refuse(key.Place, $"a key must be text, not {YamlMap.Describe(key)}", "put a value that begins with \"{\" or \"[\" in quotes");
        else if (!entries.TryAdd(name, new Entry(key.Place, value)))
            Refuse(key.Place, $"the key {Quoted.Of(name)} is given twice", $"it was given first in line {entries[name].KeyPlace.Line}");
    }

    private BrokenNode RefuseAndSkip(string message, string? suggestion)
    {
        Refuse(_parser.Current!.Start, message, suggestion);
        var place = _lastRefused;
        _parser.SkipThisAndNestedEvents();
        return new BrokenNode(place);
    }

    private void Refuse(Mark mark, string message, string? suggestion) => Refuse(_places.Of(mark), message, suggestion);

    private void Refuse(Place place, string message, string? suggestion)
    {
        _lastRefused = place;
        problems.Add(place, message, suggestion);
    }
}
