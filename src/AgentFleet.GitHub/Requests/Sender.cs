namespace AgentFleet.GitHub;

/// <summary>Sends a request when the limits let it, and again when it met one that is soon over.</summary>
internal sealed class Sender(Wire wire, Gate gate, TimeProvider clock)
{
    private const int MostRounds = 5;

    public async Task<Reply> SendAsync(Letter letter, AccessToken? token, Turn turn, CancellationToken ct)
    {
        for (var round = 1; ; round++)
        {
            if (await gate.EnterAsync(letter, turn, ct) is { } closed)
                return closed;
            var (reply, met) = await ThroughAsync(letter, token, ct);
            if (met is null)
                return reply;
            if (round == MostRounds || await gate.WaitAsync(met, turn, ct) is not null)
                return met;
        }
    }

    private async Task<(Reply Reply, Reply.Limited? Met)> ThroughAsync(Letter letter, AccessToken? token, CancellationToken ct)
    {
        var sentAt = clock.GetUtcNow();
        Reply? reply = null;
        Reply.Limited? met;
        try
        {
            reply = await wire.SendAsync(letter, token, ct);
        }
        finally
        {
            met = gate.Leave(letter, reply, sentAt);
        }
        return (reply, met);
    }
}
