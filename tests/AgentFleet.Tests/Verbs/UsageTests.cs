namespace AgentFleet.Tests.Verbs;

public sealed class UsageTests : IDisposable
{
    private readonly Terminal _terminal = new();

    [Fact]
    public async Task An_unknown_verb_is_wrong_usage()
    {
        var result = await _terminal.RunAsync("fly");
        result.Code.ShouldBe(2);
        result.Output.ShouldBeEmpty();
        result.Errors.ShouldContain("See: agentfleet --help");
    }

    [Fact]
    public async Task Help_names_every_verb()
    {
        var help = (await _terminal.RunAsync("--help")).Output;
        foreach (var verb in "try init check scan scanner supervisor status findings cycles attempts alerts events query fix retry mute pause resume github".Split(' '))
            help.ShouldContain($"\n  {verb}");
    }

    [Theory]
    [InlineData("findings", "show", "abcdef12", "there is no finding \"abcdef12\"; agentfleet findings --all lists them\n")]
    [InlineData("findings", "show", "no;id", "\"no;id\" is not a finding's id; agentfleet findings lists them\n")]
    [InlineData("mute", "abcdef12", "--for=soon", "there is no finding \"abcdef12\"; agentfleet findings --all lists them\n")]
    [InlineData("pause", "--for", "soon", "--for \"soon\" is not a duration of up to ten years; write such as 30m, 2h or 3d\n")]
    [InlineData("pause", "--for", "9999999d", "--for \"9999999d\" is not a duration of up to ten years; write such as 30m, 2h or 3d\n")]
    [InlineData("github", "setup", "shop", "\"shop\" is not a repository; write OWNER/REPO, such as acme/shop\n")]
    [InlineData("status", "--config", "", "--config names no file\n")]
    public async Task What_cannot_be_is_said_in_one_line(string a, string b, string c, string message)
    {
        var result = await _terminal.RunAsync(a, b, c);
        result.Errors.ShouldBe(message);
        result.Code.ShouldBe(2);
    }

    [Fact]
    public async Task A_ledger_that_is_garbage_is_refused_and_left_alone()
    {
        var file = _terminal.Write("state/ledger.db", "this is no database, and long enough to have a header of one");
        var result = await _terminal.RunAsync("status");
        result.Code.ShouldBe(1);
        result.Errors.ShouldContain("is damaged");
        File.ReadAllText(file).ShouldStartWith("this is no database");
    }

    public void Dispose() => _terminal.Dispose();
}
