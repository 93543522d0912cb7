using AgentFleet.Processes;

namespace AgentFleet.Scanner.Tests.Checks.BadInput;

/// <summary>Processes that come and go while they are looked at.</summary>
public sealed class VanishingProcessTests
{
    [Theory]
    [InlineData("{ kind: process }")]
    [InlineData("{ kind: process, command: bin, min: 0, age: { warning: 999d }, descriptors: { warning: 100 } }")]
    [InlineData("{ kind: load, thresholds: { warning: 0 } }")]
    [InlineData("{ kind: memory, thresholds: { warning: 0 } }")]
    public async Task They_do_no_harm(string definition)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux has /proc");
        using var enough = new CancellationTokenSource();
        var churn = Command.RunAsync(
            new CommandSpec(["/bin/sh", "-c", "while :; do /bin/true & /bin/true; done"], TimeSpan.FromMinutes(1)) { Grace = TimeSpan.Zero }, TimeProvider.System, enough.Token);
        var check = Definition.Check(definition);
        for (var n = 0; n < 30; n++)
        {
            var look = await check.SurviveAsync();
            if (Environment.IsPrivilegedProcess)
                look.Sources.ShouldAllBe(source => source.Incomplete == null);
        }
        await enough.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(churn);
    }
}
