namespace AgentFleet.Processes.Tests;

public sealed class CommandTests : IDisposable
{
    private readonly Scratch _scratch = new();

    [Theory]
    [InlineData("exit 0", 0)]
    [InlineData("exit 3", 3)]
    [InlineData("kill -TERM $$", 143)]
    [InlineData("kill -KILL $$", 137)]
    public async Task The_exit_code_is_the_programs_own(string script, int code) =>
        (await Sh.ExitAsync(Sh.Command(script))).Code.ShouldBe(code);

    [Fact]
    public async Task Both_streams_are_captured_apart()
    {
        var end = await Sh.ExitAsync(Sh.Command("echo out; echo err >&2"));
        (end.Output, end.Errors, end.Truncated).ShouldBe(("out\n", "err\n", false));
        end.Elapsed.ShouldBeGreaterThan(TimeSpan.Zero);
    }

    [Fact]
    public async Task Standard_input_is_empty() => (await Sh.ExitAsync(Sh.Command("cat; echo end"))).Output.ShouldBe("end\n");

    [Fact]
    public async Task Arguments_arrive_verbatim()
    {
        string[] args = ["-n", "--", "it's \"quoted\"", "two\nlines", "$(id) `id` $HOME", "", "*", "ünï", "back\\slash\\"];
        var end = await Sh.ExitAsync(Sh.Command("for a; do printf '<%s>' \"$a\"; done", args));
        end.Output.ShouldBe(string.Concat(args.Select(a => $"<{a}>")));
    }

    [Fact]
    public async Task The_environment_is_what_was_given_and_the_marker()
    {
        var spec = new CommandSpec(["/usr/bin/env"], TimeSpan.FromSeconds(60))
        {
            Environment = new Dictionary<string, string> { ["A"] = "1 2", ["EMPTY"] = "" },
        };
        var lines = (await Sh.ExitAsync(spec)).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Where(l => !l.StartsWith("AGENTFLEET_RUN=", StringComparison.Ordinal)).ShouldBe(["A=1 2", "EMPTY="], ignoreOrder: true);
        lines.Length.ShouldBe(3);
    }

    [Fact]
    public async Task It_runs_in_the_directory_it_was_given() =>
        (await Sh.ExitAsync(Sh.Command("pwd -P") with { Directory = _scratch.Folder })).Output.Trim().ShouldEndWith(_scratch.RunId);

    [Fact]
    public async Task A_program_is_looked_up_in_the_path_of_the_command()
    {
        var bin = _scratch.Subfolder("bin");
        File.CreateSymbolicLink(Path.Combine(bin, "my-sh"), "/bin/sh");
        var spec = new CommandSpec(["my-sh", "-c", "echo found"], TimeSpan.FromSeconds(60))
        {
            Environment = new Dictionary<string, string> { ["PATH"] = $"/nowhere:{bin}" },
        };
        (await Sh.ExitAsync(spec)).Output.ShouldBe("found\n");
    }

    public void Dispose() => _scratch.Dispose();
}
