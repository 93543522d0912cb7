namespace AgentFleet.Hub.Faults;

/// <summary>What the server does instead of answering, or to its answer.</summary>
public enum GitHubFault
{
    None,

    /// <summary>500 with GitHub's JSON error.</summary>
    InternalError,

    /// <summary>502 with an HTML page.</summary>
    BadGateway,

    /// <summary>401: the token ended in the middle.</summary>
    Unauthorized,

    /// <summary>403 without a word of limits: the token may not.</summary>
    Forbidden,

    /// <summary>404.</summary>
    NotFound,

    /// <summary>403 of a secondary limit with <c>retry-after</c>.</summary>
    SecondaryLimit,

    /// <summary>403 of a secondary limit without <c>retry-after</c>.</summary>
    SecondaryLimitWithoutTime,

    /// <summary>429 with <c>retry-after</c>.</summary>
    TooManyRequests,

    /// <summary>The right length is announced, half of the body comes, the connection is cut.</summary>
    TruncatedBody,

    /// <summary>An answer that is whole for HTTP, and half for JSON.</summary>
    CutJson,

    /// <summary>200 with somebody else's web page, as a captive portal answers.</summary>
    SomebodyElse,

    /// <summary>The right JSON, called <c>text/html</c>.</summary>
    WrongContentType,

    /// <summary>Every object lacks the fields of the order.</summary>
    MissingFields,

    /// <summary>Every object has fields that nobody knows.</summary>
    UnknownFields,

    /// <summary>Every user and actor is <c>null</c>.</summary>
    NullUsers,

    /// <summary>The answer comes late, by the clock of the server.</summary>
    Slow,

    /// <summary>Reads the request and never answers.</summary>
    Hang,

    /// <summary>Reads the request and cuts the connection.</summary>
    Drop,
}
