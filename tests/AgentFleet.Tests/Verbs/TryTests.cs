using AgentFleet.MessagesApi;

namespace AgentFleet.Tests.Verbs;

[Trait("Category", "Slow")]
public sealed class TryTests : IDisposable
{
    private readonly Terminal _terminal = new();

    [Fact]
    public async Task The_rehearsal_plants_finds_cures_proves_and_tells()
    {
        var result = await _terminal.RunAsync("try");
        using var stage = new Leftover(result.Output);

        result.Code.ShouldBe(0, result.Errors);
        result.Errors.ShouldBeEmpty();
        result.Output.ShouldContain("fixed      proved by the second look");
        result.Output.ShouldContain("finding.fixed");
        Directory.EnumerateFiles(Path.Combine(stage.Root, "logs")).Select(Path.GetFileName).ShouldContain("app.log");
        // What is wrong with this machine stands in another ledger, which no supervisor opened.
        (await _terminal.RunAsync("query", "SELECT DISTINCT scanner FROM cycles", "--csv", "--state", Path.Combine(stage.Root, "state"))).Output.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).ShouldBe(["scanner", "rehearsal-logs"]);
        (await _terminal.RunAsync("query", "SELECT count(*) AS n FROM work_orders", "--csv", "--state", Path.Combine(stage.Root, "machine"))).Output.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).ShouldBe(["n", "0"]);
        (await _terminal.RunAsync("status", "--state", Path.Combine(stage.Root, "state"))).Code.ShouldBe(0);
    }

    [Fact]
    public async Task The_rehearsal_with_the_real_cli_has_its_tool_call_do_the_cure()
    {
        if (ClaudeCli.Program is not { } cli)
        {
            Assert.Skip("the claude CLI is not installed; ./test installs it");
            return;
        }
        await using var server = await MessagesApiServer.StartAsync(
            request => request.ToolResults.Count == 0
                ? Turn.Tool("Bash", new { command = $"rm -f {LogsIn(request.MessagesText)}/app.log.5 {LogsIn(request.MessagesText)}/app.log.6 {LogsIn(request.MessagesText)}/app.log.7 {LogsIn(request.MessagesText)}/app.log.8 {LogsIn(request.MessagesText)}/app.log.9 {LogsIn(request.MessagesText)}/app.log.10 {LogsIn(request.MessagesText)}/app.log.11 {LogsIn(request.MessagesText)}/app.log.12 {LogsIn(request.MessagesText)}/app.log.4" })
                : Turn.Text("Deleted nine rotated logs."));
        var wrapper = RunnableFile.Write(_terminal.Path("claude"), $"export HOME='{_terminal.Path("home")}' ANTHROPIC_BASE_URL='{server.BaseUrl}' ANTHROPIC_API_KEY=sk-test\nexec '{cli}' \"$@\"");

        var result = await _terminal.RunAsync("try", "--executor", "claude", "--claude", wrapper);
        using var stage = new Leftover(result.Output);

        result.Code.ShouldBe(0, result.Output + result.Errors);
        result.Output.ShouldContain("rotated-logs-claude (claude), attempt 1: succeeded: Deleted nine rotated logs.");
        result.Output.ShouldContain("fixed      proved by the second look");
    }

    // The rehearsal's folder, from where the order says that the untrusted data is.
    private static string LogsIn(string order)
    {
        var state = order.IndexOf("/state/runs/", StringComparison.Ordinal);
        var start = order.LastIndexOf(' ', state) + 1;
        return order[start..state] + "/logs";
    }

    public void Dispose() => _terminal.Dispose();

    /// <summary>The folder that a rehearsal leaves for a person to look at.</summary>
    private sealed class Leftover : IDisposable
    {
        public Leftover(string output)
        {
            const string mark = "rm -r ";
            var start = output.IndexOf(mark, StringComparison.Ordinal);
            start.ShouldBePositive(output);
            Root = output[(start + mark.Length)..].Split('\n')[0].Trim();
        }

        public string Root { get; }

        public void Dispose() => Directory.Delete(Root, recursive: true);
    }
}
