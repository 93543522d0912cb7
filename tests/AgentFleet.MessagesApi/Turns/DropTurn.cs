using AgentFleet.MessagesApi.Wire;

namespace AgentFleet.MessagesApi.Turns;

internal sealed record DropTurn(string Prose) : Turn
{
    internal override async Task AnswerAsync(Exchange exchange)
    {
        using var sent = new MemoryStream();
        var stream = await MessageStream.StartAsync(exchange, Usage, sent);
        if (Prose.Length > 0)
            await stream.SendBlockAsync(0, new TextBlock(Prose));
        await exchange.SendAndCutAsync(sent.ToArray(), Headers);
    }
}
