using System.Text.Json.Nodes;

namespace AgentFleet.MessagesApi.Wire;

internal sealed record TextBlock(string Text) : ContentBlock
{
    public override JsonObject Whole() => new() { ["type"] = "text", ["text"] = Text };

    public override JsonObject Start() => new() { ["type"] = "text", ["text"] = "" };

    public override IEnumerable<JsonObject> Deltas() =>
        Pieces(Text).Select(piece => new JsonObject { ["type"] = "text_delta", ["text"] = piece });
}
