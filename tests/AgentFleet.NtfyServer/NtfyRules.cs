namespace AgentFleet.Ntfy;

/// <summary>What the server asks of its clients; the defaults are ntfy's own.</summary>
public sealed record NtfyRules
{
    /// <summary>Who publishes must show this token; null: anybody may.</summary>
    public string? Token { get; init; }

    /// <summary>How many messages may come at once.</summary>
    public int Burst { get; init; } = 60;

    /// <summary>After a burst, one more message each time this has passed.</summary>
    public TimeSpan Refill { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The <c>Retry-After</c> header of a 429; ntfy sends none, proxies before it do.</summary>
    public string? RetryAfter { get; init; }
}
