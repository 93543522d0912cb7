namespace AgentFleet.Scanner.Webhooks;

/// <summary>
/// What GitHub hints at. Issues have a pace of their own: somebody waits for what becomes of a label, and what is told all
/// day of checks and runs must not put that off.
/// </summary>
internal sealed class Hints(TimeProvider clock)
{
    private readonly HintPace _issues = new(clock);
    private readonly HintPace _others = new(clock);

    /// <param name="name">Of the event.</param>
    public void Give(string name) => (name == HookEvents.Issues ? _issues : _others).Give();

    /// <summary>Returns when a look is to be started.</summary>
    public async Task NextAsync(CancellationToken ct)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct);
        Task[] both = [_issues.NextAsync(either.Token), _others.NextAsync(either.Token)];
        await await Task.WhenAny(both);
        await either.CancelAsync();
        // The other has stopped counting before it is asked again.
        await Task.WhenAll(both).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
