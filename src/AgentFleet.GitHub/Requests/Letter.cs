namespace AgentFleet.GitHub;

/// <summary>One request as it is sent.</summary>
internal sealed record Letter(HttpMethod Method, Uri Url)
{
    public string? IfNoneMatch { get; init; }

    public byte[]? Body { get; init; }

    /// <summary>Sending it twice does no more than sending it once.</summary>
    public bool MayRepeat { get; init; }

    /// <summary>An App's own requests are counted apart from those of its installation.</summary>
    public bool CountsForBudget { get; init; } = true;
}
