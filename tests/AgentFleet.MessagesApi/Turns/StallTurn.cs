using AgentFleet.MessagesApi.Wire;

namespace AgentFleet.MessagesApi.Turns;

internal sealed record StallTurn(bool AfterHeaders) : Turn
{
    internal override async Task AnswerAsync(Exchange exchange)
    {
        if (AfterHeaders)
            await MessageStream.StartAsync(exchange, Usage, Headers);
        await exchange.WaitForEndAsync();
    }
}
