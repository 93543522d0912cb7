using AgentFleet.Processes;

namespace AgentFleet.Scanner.Tests.Checks.BadInput;

/// <summary>Root can read everything, so when the tests run as root, those about what may not be read run once more as nobody.</summary>
[Trait("Category", "Slow")]
public sealed class NobodyTests
{
    /// <summary>The trait of tests that mean nothing when root runs them.</summary>
    public const string As = "As", Nobody = "nobody";

    [Fact]
    public async Task What_may_not_be_read_is_looked_at_by_nobody()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "whoever is not root runs these tests anyway");
        var tests = Path.ChangeExtension(typeof(NobodyTests).Assembly.Location, ".dll");
        string[] command =
        [
            "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "env", "HOME=/tmp", "dotnet", tests, "-noLogo", "-noColor", "-trait", $"{As}={Nobody}",
        ];
        var ended = await Command.RunAsync(new CommandSpec(command, TimeSpan.FromMinutes(5)) { Directory = "/tmp" }, TimeProvider.System, TestContext.Current.CancellationToken);
        var exited = ended.ShouldBeOfType<CommandResult.Exited>();
        Assert.SkipWhen(exited.Output.Length == 0 && exited.Errors.Contains("ermission denied", StringComparison.Ordinal), $"nobody may not read {tests}");
        // Not the exit code: where coverage is collected, nobody may not write it down and the process ends by that.
        exited.Output.ShouldMatch("Total: [1-9][0-9]*, Errors: 0, Failed: 0, Skipped: 0,", exited.Output + exited.Errors);
    }
}
