using AgentFleet.Testing;

namespace AgentFleet.Alerts.Tests;

/// <summary>Waiting in real time for what happens on other threads.</summary>
internal static class Patience
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(5);

    public static async Task UntilAsync(Func<bool> happened, int seconds = 20)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!happened())
        {
            TimeProvider.System.GetElapsedTime(start).TotalSeconds.ShouldBeLessThan(seconds, "it never happened");
            await Task.Delay(Step, TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Lets a fake clock run, about twice as fast as the real one, until the task is done.</summary>
    public static async Task<T> RunAsync<T>(this FakeTimeProvider clock, Task<T> task)
    {
        await UntilAsync(() =>
        {
            clock.Advance(TimeSpan.FromMilliseconds(10));
            return task.IsCompleted;
        });
        return await task;
    }
}
