using AgentFleet.MessagesApi.Wire;

namespace AgentFleet.MessagesApi.Turns;

internal sealed record ErrorTurn(int Status, string Type, string Message) : Turn
{
    internal override Task AnswerAsync(Exchange exchange) => exchange.SendErrorAsync(Status, Type, Message, Headers);
}
