namespace AgentFleet.Processes.Tests;

/// <summary>Shell scripts as commands and runs; further arguments are $1, $2 …</summary>
internal static class Sh
{
    /// <summary>
    /// Waits for ever, for somebody to write into that pipe. The shell does it by itself: while it becomes another program
    /// it shows no environment to be known by.
    /// </summary>
    public static string WaitFor(string pipe) => $"read -r word <{pipe}";

    public static CommandSpec Command(string script, params string[] args) =>
        new(["/bin/sh", "-c", script, "sh", .. args], TimeSpan.FromMinutes(5));

    public static RunSpec Run(string directory, string runId, string script, params string[] args) =>
        Program(directory, runId, ["/bin/sh", "-c", script, "sh", .. args]);

    public static RunSpec Program(string directory, string runId, IReadOnlyList<string> argv) =>
        new(runId, directory, argv, directory, BaseEnvironment.FromThisProcess());

    public static Task<CommandResult> RunAsync(CommandSpec spec) =>
        Processes.Command.RunAsync(spec, TimeProvider.System, TestContext.Current.CancellationToken);

    public static async Task<CommandResult.Exited> ExitAsync(CommandSpec spec) =>
        (await RunAsync(spec)).ShouldBeOfType<CommandResult.Exited>();

    public static Task<CommandResult.Exited> KillAsync(int pid) =>
        ExitAsync(Command("kill -9 $1", pid.ToString(System.Globalization.CultureInfo.InvariantCulture)));
}
