namespace AgentFleet.GitHub;

/// <summary>What became of a request.</summary>
internal abstract record Reply
{
    private Reply()
    {
    }

    /// <param name="Body">Whole.</param>
    /// <param name="Token">What was sent along, to be taken out of whatever is told of the answer.</param>
    public sealed record Arrived(int Status, ReplyHead Head, ReadOnlyMemory<byte> Body, AccessToken? Token) : Reply;

    public sealed record Limited(DateTimeOffset Until, LimitKind Which) : Reply;

    /// <summary>There is no answer, or none that can be used.</summary>
    /// <param name="Quickly">It did not take long, and the next try may already go well.</param>
    public sealed record Lost(string Reason, bool MayTryAgain, bool Quickly = false) : Reply;
}
