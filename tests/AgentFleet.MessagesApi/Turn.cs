using System.Collections.ObjectModel;
using System.Text.Json;
using AgentFleet.MessagesApi.Turns;
using AgentFleet.MessagesApi.Wire;

namespace AgentFleet.MessagesApi;

/// <summary>
/// What the server does with one request. A turn is a value without state and may be used any number of times;
/// <c>with</c> changes its usage and headers.
/// </summary>
public abstract record Turn
{
    private protected Turn()
    {
    }

    public TokenUsage Usage { get; init; } = new();

    /// <summary>Headers that the answer carries besides its own.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>A text that ends the agent's turn.</summary>
    public static Turn Text(string text) => new AnswerTurn(text);

    /// <summary>A text, then a tool call; the agent runs the tool and asks again. The input is serialised as it is.</summary>
    public static Turn Tool(string name, object input, string? text = null) =>
        new AnswerTurn(text ?? $"Using {name}.") { Call = new ToolCall(name, JsonSerializer.Serialize(input)) };

    /// <summary>An HTTP error with the documented body. Types: https://docs.anthropic.com/en/api/errors.</summary>
    public static Turn Error(int status, string type, string message, IReadOnlyDictionary<string, string>? headers = null) =>
        new ErrorTurn(status, type, message) { Headers = headers ?? ReadOnlyDictionary<string, string>.Empty };

    /// <summary>
    /// The refusal of a subscription that is used up. The CLI takes it as such only with an OAuth login; with an API key
    /// it is a plain 429.
    /// </summary>
    /// <param name="resetsAt">When the limit ends.</param>
    /// <param name="claim"><c>five_hour</c>, <c>seven_day</c>, <c>seven_day_opus</c> or <c>seven_day_sonnet</c>.</param>
    public static Turn UsageLimit(DateTimeOffset resetsAt, string claim = "five_hour") => Error(
        429,
        "rate_limit_error",
        "This request would exceed your account's rate limit. Please try again later.",
        UsageLimitHeaders.For("rejected", resetsAt, claim));

    /// <summary>Headers and <c>message_start</c>, then silence until the client goes or the server stops.</summary>
    public static Turn Stall() => new StallTurn(AfterHeaders: true);

    /// <summary>Silence from the start, until the client goes or the server stops.</summary>
    public static Turn StallBeforeHeaders() => new StallTurn(AfterHeaders: false);

    /// <summary>
    /// The connection closes in the middle of the message, after a block of text. The CLI reports that and gives up. With an
    /// empty text it closes before any block; the CLI then asks once more without streaming, which takes another turn.
    /// </summary>
    public static Turn Drop(string prose = "I will start by") => new DropTurn(prose);

    /// <summary>This turn, but nothing of it before the gate opens.</summary>
    public Turn After(Task gate) => new HeldTurn(gate, this);

    internal abstract Task AnswerAsync(Exchange exchange);
}
