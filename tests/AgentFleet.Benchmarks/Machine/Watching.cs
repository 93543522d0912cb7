using System.Globalization;

namespace AgentFleet.Benchmarks;

/// <summary>How long a service is watched. <c>AGENTFLEET_BENCHMARK_MINUTES</c> makes it shorter or longer.</summary>
internal static class Watching
{
    public static TimeSpan For(double minutes) => TimeSpan.FromMinutes(
        double.TryParse(Environment.GetEnvironmentVariable("AGENTFLEET_BENCHMARK_MINUTES"), CultureInfo.InvariantCulture, out var wanted) ? wanted : minutes);

    /// <summary>What a process costs during a time.</summary>
    public static async Task<ProcessCost> CostAsync(int pid, TimeSpan time)
    {
        var before = ProcessCost.Of(pid);
        await Task.Delay(time, TimeProvider.System);
        return ProcessCost.Of(pid) - before;
    }
}
