namespace AgentFleet.Alerts;

/// <summary>What became of one message, and whether trying again can help.</summary>
public abstract record SendResult
{
    private SendResult()
    {
    }

    public sealed record Sent : SendResult;

    /// <summary>It may succeed later.</summary>
    /// <param name="Error">One line.</param>
    /// <param name="After">How long to leave the server alone at least; null when nothing says for how long.</param>
    public sealed record TryLater(string Error, TimeSpan? After) : SendResult;

    /// <summary>It can never succeed as it is; a person must see why.</summary>
    /// <param name="Error">One line.</param>
    public sealed record Refused(string Error) : SendResult;
}
