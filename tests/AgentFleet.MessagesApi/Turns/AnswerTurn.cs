using AgentFleet.MessagesApi.Wire;

namespace AgentFleet.MessagesApi.Turns;

internal sealed record AnswerTurn(string Prose) : Turn
{
    public ToolCall? Call { get; init; }

    internal override async Task AnswerAsync(Exchange exchange)
    {
        // Ids are made for each answer: a turn that is used twice must not repeat a tool call's id in one conversation.
        ContentBlock[] blocks = Call is null
            ? [new TextBlock(Prose)]
            : [new TextBlock(Prose), new ToolUseBlock(exchange.NewId("toolu"), Call.Name, Call.Input)];
        var stopReason = Call is null ? "end_turn" : "tool_use";

        if (!exchange.Request.Streams)
        {
            await exchange.SendJsonAsync(200, Message.Whole(exchange, blocks, stopReason, Usage), Headers);
            return;
        }

        var stream = await MessageStream.StartAsync(exchange, Usage, Headers);
        for (var i = 0; i < blocks.Length; i++)
            await stream.SendBlockAsync(i, blocks[i]);
        await stream.EndAsync(stopReason, Usage);
    }
}
