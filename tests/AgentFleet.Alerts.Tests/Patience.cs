using AgentFleet.Testing;

namespace AgentFleet.Alerts.Tests;

internal static class Patience
{
    /// <summary>Lets a fake clock run, about twice as fast as the real one, until the task is done.</summary>
    public static async Task<T> RunAsync<T>(this FakeTimeProvider clock, Task<T> task)
    {
        await Eventually.BecomesTrueAsync(() =>
        {
            clock.Advance(TimeSpan.FromMilliseconds(20));
            return task.IsCompleted;
        });
        return await task;
    }
}
