using Microsoft.Data.Sqlite;

namespace AgentFleet.Faults.Tests.Fleets;

/// <summary>Waits for what other processes do.</summary>
internal static class Patience
{
    // Generous: the machine may be busy with other tests. What is waited for usually comes in a fraction of it.
    public static readonly TimeSpan Usual = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(25);

    /// <exception cref="TimeoutException">With the words of <paramref name="account"/>.</exception>
    public static async Task UntilAsync(Func<bool> holds, string what, Func<string> account, TimeSpan? atMost = null)
    {
        var clock = TimeProvider.System;
        var began = clock.GetTimestamp();
        while (!Holds(holds))
        {
            if (clock.GetElapsedTime(began) > (atMost ?? Usual))
                throw new TimeoutException($"waited in vain until {what}\n{account()}");
            await Task.Delay(Pace, clock, CancellationToken.None);
        }
    }

    public static Task ForAsync(TimeSpan time) => Task.Delay(time, TimeProvider.System, CancellationToken.None);

    private static bool Holds(Func<bool> holds)
    {
        try
        {
            return holds();
        }
        catch (SqliteException)
        {
            // The ledger is not made yet, or is being recovered.
            return false;
        }
    }
}
