using AgentFleet.MessagesApi.Wire;

namespace AgentFleet.MessagesApi.Turns;

internal sealed record HeldTurn(Task Gate, Turn Then) : Turn
{
    internal override async Task AnswerAsync(Exchange exchange)
    {
        await Gate.WaitAsync(exchange.Ended);
        await Then.AnswerAsync(exchange);
    }
}
