using AgentFleet.Processes;

namespace AgentFleet.Supervisor.Tests.Shipped;

public sealed class DiskSpaceTests : IDisposable
{
    private readonly ShippedScript _script = new("disk-space");

    public DiskSpaceTests()
    {
        foreach (var program in new[] { "journalctl", "apt-get", "dnf" })
            _script.Program(program);
    }

    [Theory]
    [InlineData("/dev/shm")]
    [InlineData("/no\u001b such\nmount")]
    [InlineData("*")]
    [InlineData("")]
    public async Task On_a_disk_that_holds_none_of_it_nothing_is_run(string mount)
    {
        _script.Evidence("mount", mount);

        var result = await _script.RunAsync();

        (result.Code, result.Errors).ShouldBe((1, $"neither journals nor downloads lie on {mount}\n"));
        _script.Ran.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_mount_in_the_evidence_nothing_is_run()
    {
        (await _script.RunAsync()).Code.ShouldBe(1);
        _script.Ran.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/var/log/journal", "journalctl --vacuum-size=200M")]
    [InlineData("/var/cache/apt", "apt-get clean")]
    [InlineData("/var/cache/dnf", "dnf --quiet clean packages")]
    public async Task What_lies_on_the_full_disk_is_dropped(string folder, string command)
    {
        if (!Directory.Exists(folder))
        {
            Assert.Skip($"there is no {folder} on this machine");
            return;
        }
        var df = await Command.RunAsync(
            new(["sh", "-c", "df -P \"$0\" | tail -n 1 | awk '{ print $6 }'", folder], TimeSpan.FromMinutes(1)), TimeProvider.System, TestContext.Current.CancellationToken);
        _script.Evidence("mount", df.ShouldBeOfType<CommandResult.Exited>().Output.Trim());

        (await _script.RunAsync()).Code.ShouldBe(0);
        _script.Ran.ShouldContain(command);
    }

    public void Dispose() => _script.Dispose();
}
