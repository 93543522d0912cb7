using AgentFleet.Testing;

namespace AgentFleet.Processes.Tests;

public sealed class CommandNotStartedTests : IDisposable
{
    private readonly Scratch _scratch = new();

    [Fact]
    public async Task A_missing_program_is_named() =>
        (await ReasonAsync(_scratch.File("none"))).ShouldBe($"{_scratch.File("none")}: no such file");

    [Fact]
    public async Task A_program_that_is_not_in_the_path_is_named() =>
        (await ReasonAsync("agentfleet-none", path: "/bin")).ShouldBe("agentfleet-none: not found in PATH (/bin)");

    [Fact]
    public async Task A_file_that_is_not_executable_is_named()
    {
        await File.WriteAllTextAsync(_scratch.File("plain"), "#!/bin/sh\n", TestContext.Current.CancellationToken);
        (await ReasonAsync(_scratch.File("plain"))).ShouldBe($"{_scratch.File("plain")}: is not executable");
        (await ReasonAsync("plain", path: _scratch.Folder)).ShouldBe($"{_scratch.File("plain")}: is not executable");
    }

    [Fact]
    public async Task A_directory_is_no_program() =>
        (await ReasonAsync(_scratch.Folder)).ShouldBe($"{_scratch.Folder}: is a directory");

    [Fact]
    public async Task A_missing_directory_is_named() =>
        (await ReasonAsync("/bin/sh", directory: "/no/such/place")).ShouldBe("/no/such/place: no such directory");

    [Fact]
    public async Task What_the_kernel_refuses_is_told_in_one_line()
    {
        var file = RunnableFile.Copy("/dev/null", _scratch.File("binary"));
        var reason = await ReasonAsync(file, directory: "/");
        reason.ShouldBe($"{file}: Exec format error (started in /)");
    }

    private static async Task<string> ReasonAsync(string program, string? path = null, string? directory = null)
    {
        var spec = new CommandSpec([program], TimeSpan.FromSeconds(60)) { Directory = directory };
        if (path is not null)
            spec = spec with { Environment = new Dictionary<string, string> { ["PATH"] = path } };
        return (await Sh.RunAsync(spec)).ShouldBeOfType<CommandResult.NotStarted>().Reason;
    }

    public void Dispose() => _scratch.Dispose();
}
