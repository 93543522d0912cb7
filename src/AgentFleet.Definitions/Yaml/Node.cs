namespace AgentFleet.Definitions;

internal abstract record Node(Place Place)
{
    public bool IsNull => this is ScalarNode { Plain: true, Value: "" or "~" or "null" or "Null" or "NULL" };
}

internal sealed record ScalarNode(string Value, bool Plain, Place Place) : Node(Place);

internal sealed record ListNode(IReadOnlyList<Node> Items, Place Place) : Node(Place);

internal sealed record MapNode(YamlMap Map) : Node(Map.Place);

/// <summary>A value whose problem has been told already: readers take their fallback and add nothing.</summary>
internal sealed record BrokenNode(Place Place) : Node(Place);

internal sealed record Entry(Place KeyPlace, Node Value);
