using AgentFleet.Processes;
using AgentFleet.Scanner.Checks;
using AgentFleet.Scanner.Checks.Memory;

namespace AgentFleet.Scanner.Tests.Checks.Memory;

/// <summary>Has the kernel kill a real process that may use little memory and wants much.</summary>
public sealed class KillTests : IDisposable
{
    private const string First = "/sys/fs/cgroup/memory";
    private const string Second = "/sys/fs/cgroup";

    private readonly string _group = Path.Combine(Directory.Exists(First) ? First : Second, $"agentfleet-test-{Environment.ProcessId}");

    public void Dispose()
    {
        if (Directory.Exists(_group))
            Directory.Delete(_group);
    }

    [Fact]
    public async Task A_process_that_the_kernel_killed_is_critical()
    {
        Confine();
        using var kernel = new KernelFolder();
        var check = new MemoryCheck(MemoryLimits.Usual);
        var before = await kernel.LookAsync(check);

        var end = await Command.RunAsync(
            new(["sh", "-c", "echo $$ > \"$0/cgroup.procs\" && exec tail /dev/zero", _group], TimeSpan.FromSeconds(20)), TimeProvider.System, TestContext.Current.CancellationToken);
        if (end is not CommandResult.Exited { Code: 137 })
            Assert.Skip($"this kernel does not kill what goes beyond its limit: {end}");

        var after = await kernel.LookAsync(check, before);
        after.Of("kills").Level.ShouldBe(Level.Critical);
        after.Of("kills").Number<long>("kills").ShouldBeGreaterThanOrEqualTo(1);
        (await kernel.LookAsync(check, after)).Of("kills").Level.ShouldBe(Level.Ok);
    }

    private void Confine()
    {
        try
        {
            Directory.CreateDirectory(_group);
            File.WriteAllText(Path.Combine(_group, Directory.Exists(First) ? "memory.limit_in_bytes" : "memory.max"), "16777216");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Assert.Skip($"no limit for memory can be set here: {e.Message}");
        }
    }
}
