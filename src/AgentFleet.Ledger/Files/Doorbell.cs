namespace AgentFleet.Ledger.Files;

/// <summary>What another process may be waiting for.</summary>
public enum Bell
{
    /// <summary>Findings or verdicts changed: the supervisor should look.</summary>
    Findings,

    /// <summary>An attempt wants a second look: the scanner should look.</summary>
    Looks,

    /// <summary>An alert waits to be sent.</summary>
    Alerts,
}

/// <summary>
/// Wakes the other service right after a commit, by touching a file in <c>wake/</c> that it watches. Only ever a hint:
/// a lost ring costs a listener its next slow tick, never work.
/// </summary>
public sealed class Doorbell(StateFolder state)
{
    public void Ring(Bell bell)
    {
        try
        {
            File.WriteAllBytes(PathOf(bell), [(byte)'!']);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A full disk must not undo what was committed; the listener's slow tick finds it.
        }
    }

    /// <summary>Starts listening for some bells.</summary>
    public DoorbellListener Listen(TimeProvider clock, params IReadOnlyList<Bell> bells) =>
        new(state.Wake, [.. bells.Select(FileName)], clock);

    private string PathOf(Bell bell) => Path.Combine(state.Wake, FileName(bell));

    private static string FileName(Bell bell) => Words.Of(bell);
}
