using System.Text;

namespace AgentFleet.GitHub;

/// <summary>Whether an answer says that a limit was met. A 403 alone does not: most of them are about rights.</summary>
internal abstract record LimitReading
{
    private LimitReading()
    {
    }

    public sealed record None : LimitReading;

    /// <summary>The hour's budget is spent.</summary>
    public sealed record Spent : LimitReading;

    /// <summary>Too much at once.</summary>
    public sealed record Pause(TimeSpan? Asked) : LimitReading;

    public static LimitReading Of(Reply.Arrived answer)
    {
        // GraphQL may say so in an answer of the status 200.
        if (answer.Status is not (200 or 403 or 429))
            return new None();
        if (answer.Head.RetryAfter is { } asked)
            return new Pause(asked);
        if (answer.Status == 200)
            return new None();
        if (answer.Head.Budget is { Remaining: 0 })
            return new Spent();
        return answer.Status == 429 || SaysSo(answer.Body) ? new Pause(null) : new None();
    }

    // The words of the message and of the page that it points to.
    private static bool SaysSo(ReadOnlyMemory<byte> body)
    {
        var text = Encoding.UTF8.GetString(body.Span[..Math.Min(body.Length, 4096)]);
        return text.Contains("secondary rate limit", StringComparison.OrdinalIgnoreCase)
            || text.Contains("secondary-rate-limits", StringComparison.OrdinalIgnoreCase)
            || text.Contains("abuse detection", StringComparison.OrdinalIgnoreCase);
    }
}
