using AgentFleet.Ledger.Files;
using AgentFleet.Ledger.Scanning;

namespace AgentFleet.Tests.Verbs;

/// <summary>A finding that somebody without the right wants fixed.</summary>
[Trait("Category", "Slow")]
public sealed class RefusedTests : IDisposable
{
    private const string Why = "the label was set by mallory, who may not write here";

    private readonly Terminal _terminal = new();

    [Fact]
    public async Task Neither_fix_nor_retry_takes_it_and_both_say_why()
    {
        var id = await RefuseAsync();

        foreach (var verb in new[] { "fix", "retry" })
        {
            var result = await _terminal.RunAsync(verb, id);
            (result.Code, result.Errors, result.Output).ShouldBe((1, $"logs is refused: {Why}\n", ""));
        }
        var dry = await _terminal.RunAsync("fix", id, "--dry-run");
        dry.Code.ShouldBe(1);
        dry.Output.ShouldEndWith($"it would not be taken: logs is refused: {Why}\n");
        (await _terminal.JsonAsync("attempts")).GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Every_screen_shows_that_it_is_refused_and_why()
    {
        var id = await RefuseAsync();

        foreach (var screen in new[] { "findings", $"findings show {id}", "status" })
        {
            var shown = (await _terminal.RunAsync(screen.Split(' '))).Output;
            shown.ShouldContain("refused", customMessage: screen);
            shown.ShouldContain(Why, customMessage: screen);
        }
    }

    public void Dispose() => _terminal.Dispose();

    private async Task<string> RefuseAsync()
    {
        var id = await _terminal.FindTroubleAsync();
        using var ledger = LedgerFile.Open(new StateFolder(_terminal.State), "host-1", TimeProvider.System);
        var finding = new FindingStore(ledger).Get(Guid.Parse(id))!;
        var cycles = new CycleStore(ledger);
        cycles.Finish(cycles.Begin("logs", CycleTrigger.Person), new([new("logs", 1, null)], [new(finding with { Refused = Why }, ChangeKind.Refused)], [], 1));
        return id;
    }
}
