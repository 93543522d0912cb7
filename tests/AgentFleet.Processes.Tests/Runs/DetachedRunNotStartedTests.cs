namespace AgentFleet.Processes.Tests;

public sealed class DetachedRunNotStartedTests : IDisposable
{
    private readonly Scratch _scratch = new();

    [Fact]
    public void A_missing_working_directory_is_named()
    {
        var spec = Sh.Run(_scratch.Folder, _scratch.RunId, "true") with { WorkingDirectory = "/no/such/place" };
        Should.Throw<RunNotStartedException>(() => DetachedRun.Start(spec)).Message.ShouldBe("/no/such/place: no such directory");
    }

    [Fact]
    public void A_missing_input_is_named()
    {
        var spec = Sh.Run(_scratch.Folder, _scratch.RunId, "true") with { StandardInputFile = "/no/such/file" };
        Should.Throw<RunNotStartedException>(() => DetachedRun.Start(spec)).Message.ShouldBe("/no/such/file: no such file");
    }

    [Theory]
    [InlineData("")]
    [InlineData("-a")]
    public void An_option_is_no_program(string program) =>
        Should.Throw<ArgumentException>(() => DetachedRun.Start(Sh.Program(_scratch.Folder, _scratch.RunId, [program])));

    [Fact]
    public async Task A_folder_takes_one_run()
    {
        var first = DetachedRun.Start(Sh.Run(_scratch.Folder, _scratch.RunId, "echo first"));
        var error = Should.Throw<RunNotStartedException>(() => DetachedRun.Start(Sh.Run(_scratch.Folder, _scratch.RunId, "echo second")));
        error.Message.ShouldStartWith("the run's wrapper ended with 75 before the run began: ");

        await first.WaitAsync(TimeProvider.System, TestContext.Current.CancellationToken);
        File.ReadAllText(first.Files.Stream).ShouldBe("first\n");
    }

    [Fact]
    public void Without_setsid_perl_makes_the_session_and_without_both_there_is_none()
    {
        SessionLeader.Choose("/usr/bin/setsid", "/usr/bin/perl").ShouldBe(["/usr/bin/setsid"]);
        SessionLeader.Choose(null, "/usr/bin/perl").ShouldNotBeNull()[0].ShouldBe("/usr/bin/perl");
        SessionLeader.Choose(null, null).ShouldBeNull();
    }

    [Fact]
    public async Task Perl_keeps_the_pid_and_leads_the_session()
    {
        Assert.SkipWhen(SessionLeader.Find("perl") is null, "perl is not installed");
        var prefix = SessionLeader.Choose(null, SessionLeader.Find("perl")).ShouldNotBeNull();
        string[] argv = [.. prefix, "/bin/sh", "-c", "echo $$; cut -d' ' -f1,6 /proc/$$/stat", "sh"];
        var end = await Sh.ExitAsync(new(argv, TimeSpan.FromSeconds(60)));
        var pid = end.Output.Split('\n')[0];
        end.Output.ShouldBe($"{pid}\n{pid} {pid}\n");
    }

    public void Dispose() => _scratch.Dispose();
}
