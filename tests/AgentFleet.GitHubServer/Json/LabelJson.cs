using AgentFleet.Hub.State;
using static AgentFleet.Hub.Json.Written;

namespace AgentFleet.Hub.Json;

/// <summary>Labels.</summary>
internal static class LabelJson
{
    public static string Of(HubLabel label, HubRepository repository) => $$"""
        {"id":{{label.Id}},"node_id":{{Node("LA", label.Id)}},"url":"{{repository.Url}}/labels/{{Uri.EscapeDataString(label.Name)}}","name":{{Text(label.Name)}},"color":{{Text(label.Color)}},"default":false,"description":{{Text(label.Description)}}}
        """;
}
