using AgentFleet.Testing;

namespace AgentFleet.Alerts.Tests;

internal static class Patience
{
    // A send is given ten; what is waited for within it, or between two, is never as long.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>Lets every pause pass while the task runs, and no time while it is at work.</summary>
    public static async Task<T> RunAsync<T>(this FakeTimeProvider clock, Task<T> task)
    {
        await clock.UntilAsync(() => task.IsCompleted);
        return await task;
    }

    public static Task UntilAsync(this FakeTimeProvider clock, Func<bool> holds) => Eventually.BecomesTrueAsync(() =>
    {
        if (holds())
            return true;
        if (clock.UntilNextTimer is { } wait && wait <= Pause)
            clock.Advance(wait);
        return false;
    });
}
