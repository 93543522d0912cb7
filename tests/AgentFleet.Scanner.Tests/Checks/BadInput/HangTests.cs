using AgentFleet.Processes;
using AgentFleet.Testing;

namespace AgentFleet.Scanner.Tests.Checks.BadInput;

/// <summary>A pipe stands for a file on a file system that hangs: whoever opens it waits for ever.</summary>
public sealed class HangTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    private string Pipe => _folder.File("pipe");

    public async ValueTask InitializeAsync() =>
        await Command.RunAsync(new CommandSpec(["mkfifo", Pipe], TimeSpan.FromMinutes(1)), TimeProvider.System, TestContext.Current.CancellationToken);

    [Fact]
    public async Task A_certificate_that_hangs_keeps_the_others_from_nothing()
    {
        var good = _folder.Write("good.pem", TestCertificate.Make("localhost", TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(90)).ExportCertificatePem());
        var look = await Definition.Check($"{{ kind: certificates, files: [{Pipe}, {good}] }}").SurviveAsync(seconds: 5);
        look.Sources.Select(source => source.Incomplete).ShouldBe([$"{Pipe} could not be read in time", null]);
    }

    [Fact]
    public async Task A_checkout_that_hangs_is_told_of()
    {
        Directory.CreateDirectory(_folder.File("checkout"));
        File.CreateSymbolicLink(_folder.File("checkout/.git"), Pipe);
        var look = await Definition.Check($"{{ kind: git, path: {_folder.File("checkout")} }}").SurviveAsync(seconds: 2);
        look.Sources.ShouldHaveSingleItem().Incomplete.ShouldBe($"{_folder.File("checkout")} did not answer in time");
    }

    [Theory]
    [InlineData("{ kind: logs, file: PATH, match: [x] }", false)]
    [InlineData("{ kind: freshness, path: PATH, thresholds: { warning: 1h } }", true)]
    [InlineData("{ kind: folder-size, path: PATH, thresholds: { warning: 1h } }", false, "1GiB")]
    [InlineData("{ kind: plugin, command: [PATH] }", false)]
    [InlineData("{ kind: containers, socket: PATH }", false)]
    public async Task A_pipe_that_is_never_opened_holds_up_nobody(string definition, bool complete, string size = "1h")
    {
        var look = await Definition.Check(definition.Replace("PATH", Pipe, StringComparison.Ordinal).Replace("1h", size, StringComparison.Ordinal)).SurviveAsync(seconds: 2);
        (look.Sources.ShouldHaveSingleItem().Incomplete is null).ShouldBe(complete);
    }

    [Fact]
    public async Task A_checkout_whose_git_never_ends_is_told_of()
    {
        Directory.CreateDirectory(_folder.File("checkout"));
        File.CreateSymbolicLink(_folder.File("checkout/.git"), "/dev/zero");
        var look = await Definition.Check($"{{ kind: git, path: {_folder.File("checkout")} }}").SurviveAsync(seconds: 5);
        look.Sources.ShouldHaveSingleItem().Incomplete.ShouldBe($"{_folder.File("checkout")} is no checkout: it has no .git");
    }

    public async ValueTask DisposeAsync()
    {
        // Whoever still waits for it gets it, and ends.
        await Command.RunAsync(new CommandSpec(["/bin/sh", "-c", "exec 3<>\"$1\"; sleep 0.2", "sh", Pipe], TimeSpan.FromMinutes(1)), TimeProvider.System, CancellationToken.None);
        _folder.Dispose();
    }
}
