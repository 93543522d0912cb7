using System.Runtime.InteropServices;
using Xunit.Runner.InProc.SystemConsole;

namespace AgentFleet.Processes.Tests;

/// <summary>The tests; or, told so by its arguments, another process that a test needs and kills.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case ["start-a-run", var directory, var runId, var script]:
                DetachedRun.Start(Sh.Run(directory, runId, script));
                return await StayAsync();
            case ["hold-a-lock", var path]:
                using (FileLock.TryAcquire(path))
                    return await StayAsync();
            default:
                return await ConsoleRunner.Run(args);
        }
    }

    /// <summary>The command line that runs this assembly in another process.</summary>
    public static IReadOnlyList<string> Argv(params string[] args) =>
    [
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../../dotnet")),
        "exec", typeof(Program).Assembly.Location, .. args,
    ];

    private static async Task<int> StayAsync()
    {
        Console.WriteLine(ProcessIdentity.Current);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, CancellationToken.None);
        return 0;
    }
}
