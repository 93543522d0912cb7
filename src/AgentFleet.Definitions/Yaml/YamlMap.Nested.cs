namespace AgentFleet.Definitions;

public sealed partial class YamlMap
{
    /// <summary>Null when it is missing or not a map. It is finished together with this one.</summary>
    public YamlMap? Map(string key)
    {
        var node = Find(key);
        if (node is MapNode map) return Opened(map.Map);
        if (node is ScalarNode or ListNode) Refuse(key, $"{Quoted.Of(key)} must be a map, not {Describe(node)}");
        return null;
    }

    /// <summary>Empty when it is missing or anything in it is not a map.</summary>
    public IReadOnlyList<YamlMap> Maps(string key) =>
        [.. Items<MapNode>(key, "maps", node => node is MapNode).Select(item => Opened(item.Map))];

    /// <summary>Empty when it is missing or anything in it is not text.</summary>
    public IReadOnlyList<string> TextList(string key) =>
        [.. Items<ScalarNode>(key, "texts", node => node is ScalarNode { IsNull: false }).Select(item => item.Value)];

    private IReadOnlyList<TNode> Items<TNode>(string key, string wanted, Func<Node, bool> fits) where TNode : Node
    {
        var node = Find(key);
        if (node is ScalarNode or MapNode)
            Refuse(key, $"{Quoted.Of(key)} must be a list of {wanted}, not {Describe(node)}", node is ScalarNode ? "write [ ] around it" : null);
        if (node is not ListNode list) return [];

        var misfits = list.Items.Where(item => !fits(item)).ToList();
        foreach (var misfit in misfits.Where(item => item is not BrokenNode))
            _problems.Add(misfit.Place, $"{Quoted.Of(key)} must be a list of {wanted}, but this item is {Describe(misfit)}");
        return misfits.Count == 0 ? [.. list.Items.Cast<TNode>()] : [];
    }

    private YamlMap Opened(YamlMap map)
    {
        if (!_opened.Contains(map)) _opened.Add(map);
        return map;
    }
}
