namespace AgentFleet.Ntfy;

/// <summary>What the server does instead of publishing.</summary>
public enum NtfyFault
{
    None,

    /// <summary>500 with ntfy's JSON error.</summary>
    InternalError,

    /// <summary>502 with the HTML page of a proxy.</summary>
    BadGateway,

    /// <summary>400 with ntfy's JSON error.</summary>
    BadRequest,

    /// <summary>403 with ntfy's JSON error: the token may not write to the topic.</summary>
    Forbidden,

    /// <summary>404 with ntfy's JSON error: the address is not that of a topic.</summary>
    NotFound,

    /// <summary>302 to a host that must never be asked.</summary>
    Redirect,

    /// <summary>200 with somebody else's web page, as a captive portal answers.</summary>
    SomebodyElse,

    /// <summary>Reads the request and never answers.</summary>
    Hang,

    /// <summary>Reads the request and cuts the connection.</summary>
    Drop,
}
