using System.Text.Json.Nodes;

namespace AgentFleet.MessagesApi.Wire;

internal sealed record ToolUseBlock(string Id, string Name, string Input) : ContentBlock
{
    public override JsonObject Whole() => With(JsonNode.Parse(Input));

    public override JsonObject Start() => With(new JsonObject());

    public override IEnumerable<JsonObject> Deltas() =>
        Pieces(Input).Prepend("").Select(piece => new JsonObject { ["type"] = "input_json_delta", ["partial_json"] = piece });

    private JsonObject With(JsonNode? input) => new() { ["type"] = "tool_use", ["id"] = Id, ["name"] = Name, ["input"] = input };
}
