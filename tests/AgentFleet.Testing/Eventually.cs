namespace AgentFleet.Testing;

/// <summary>Waits for what another process or thread does in its own time.</summary>
public static class Eventually
{
    // Generous: the machine may be busy with other tests. What is waited for usually comes at once.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(10);

    public static async Task BecomesTrueAsync(Func<bool> condition)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            if (TimeProvider.System.GetElapsedTime(began) > Limit)
                throw new TimeoutException("it never became true");
            await Task.Delay(Pace, TimeProvider.System);
        }
    }
}
