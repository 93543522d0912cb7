using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace AgentFleet.Definitions;

/// <summary>Builds maps from the parser's events and refuses the parts of YAML that only surprise people.</summary>
internal sealed class TreeReader(string file, string text, int firstLine, Problems problems)
{
    private const int DeepestNesting = 32;

    private readonly TextPlaces _places = new(file, text, firstLine);
    private readonly Parser _parser = new(new StringReader(text));
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
        catch (YamlException error)
        {
            // What was refused a moment ago is often what the parser stumbles over next in the same line: */5 * * * *.
            var problem = SyntaxProblem.Explain(_places, error);
            if (problem.Place.Line != _lastRefused.Line) problems.Add(problem);
            return null;
        }
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
                _parser.MoveNext();
                Refuse(next.Start, "text that begins with \"*\" must be in quotes", _places.QuotesAround(next.Start));
                return new BrokenNode(_places.Of(next.Start));
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
        while (!_parser.TryConsume<SequenceEnd>(out _)) items.Add(ReadNode(depth + 1));
        return new ListNode(items, _places.Of(start.Start));
    }

    private MapNode ReadMap(int depth)
    {
        var start = _parser.Consume<MappingStart>();
        // The one-pair map of [key: value] has no mark of its own.
        var place = _places.Of(depth > 0 && start.Start.Index == 0 ? _parser.Current!.Start : start.Start);
        var entries = new Dictionary<string, Entry>(StringComparer.Ordinal);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var key = ReadNode(depth + 1);
            var value = ReadNode(depth + 1);
            if (key is BrokenNode) continue;
            if (key is not ScalarNode { Value: var name })
                Refuse(key.Place, $"a key must be text, not {YamlMap.Describe(key)}", "put a value that begins with \"{\" or \"[\" in quotes");
            else if (!entries.TryAdd(name, new Entry(key.Place, value)))
                Refuse(key.Place, $"the key {Quoted.Of(name)} is given twice", $"it was given first in line {entries[name].KeyPlace.Line}");
        }

        return new MapNode(new YamlMap(place, problems, entries));
    }

    private BrokenNode RefuseAndSkip(string message, string suggestion)
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
