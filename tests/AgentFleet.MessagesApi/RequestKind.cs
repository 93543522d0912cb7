namespace AgentFleet.MessagesApi;

/// <summary>
/// What a request is for. Only <see cref="Conversation"/> reaches the script; the server answers every other kind by itself.
/// </summary>
/// <remarks>
/// The claude CLI asks for more than its conversation. Such side requests are told apart by the body, never by their order:
/// they offer no tools, and either demand structured output or a single token. A conversation without tools
/// (<c>--tools=</c>) demands neither, so it stays a conversation. The requests of subagents, and the repeat of a failed
/// stream without streaming, are part of the conversation.
/// </remarks>
public enum RequestKind
{
    /// <summary><c>POST /v1/messages</c> that is none of the side requests.</summary>
    Conversation,

    /// <summary>No tools and an <c>output_config.format</c>: the CLI names the session. Answered with a title.</summary>
    Title,

    /// <summary>No tools and <c>max_tokens</c> 1: the CLI looks at the rate limit headers. Answered with one word.</summary>
    Quota,

    /// <summary><c>POST /v1/messages/count_tokens</c>. Answered with a quarter of the body's length.</summary>
    TokenCount,

    /// <summary><c>HEAD /</c>: the CLI warms up its connection. Answered with 200.</summary>
    Greeting,

    /// <summary>Any other path. Answered with 404.</summary>
    Unknown,
}
