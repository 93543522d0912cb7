namespace AgentFleet.Tests.Verbs;

public sealed class ReadingTests : IDisposable
{
    private readonly Terminal _terminal = new();

    [Theory]
    [InlineData("status")]
    [InlineData("findings")]
    [InlineData("findings list")]
    [InlineData("cycles")]
    [InlineData("attempts")]
    [InlineData("alerts")]
    [InlineData("events")]
    [InlineData("events --verify")]
    public async Task Every_reading_verb_answers_on_an_empty_ledger(string verb)
    {
        (await _terminal.JsonAsync(verb.Split(' '))).ValueKind.ShouldBeOneOf(System.Text.Json.JsonValueKind.Array, System.Text.Json.JsonValueKind.Object);
        (await _terminal.RunAsync(verb.Split(' '))).Code.ShouldBe(0);
    }

    [Fact]
    public async Task A_query_answers_as_table_json_and_csv()
    {
        const string sql = "SELECT 1 AS one, 'a,\"b\"' AS text, NULL AS missing";
        (await _terminal.RunAsync("query", sql, "--csv")).Output.ShouldBe("one,text,missing\r\n1,\"a,\"\"b\"\"\",\r\n");
        (await _terminal.JsonAsync("query", sql))[0].GetProperty("text").GetString().ShouldBe("a,\"b\"");
        (await _terminal.RunAsync("query", sql)).Output.ShouldContain("a,\"b\"");
    }

    [Theory]
    [InlineData("DELETE FROM findings", "the statement would write, and the ledger is only read here")]
    [InlineData("SELECT * FROM nowhere", "no such table")]
    [InlineData("SELEKT", "syntax error")]
    public async Task A_query_that_is_wrong_or_would_write_is_refused(string sql, string why)
    {
        var result = await _terminal.RunAsync("query", sql);
        result.Code.ShouldBe(1);
        result.Output.ShouldBeEmpty();
        result.Errors.ShouldContain(why);
        result.Errors.Count(c => c == '\n').ShouldBe(1);
    }

    [Fact]
    public async Task Text_of_strangers_cannot_move_the_cursor()
    {
        var result = await _terminal.RunAsync("query", "SELECT char(27) || '[2J' || char(8238) || 'evil' AS title");
        result.Output.ShouldContain("evil");
        result.Output.ShouldNotContain("\u001b");
        result.Output.ShouldNotContain("\u202e");
    }

    [Fact]
    public async Task A_broken_chain_of_events_is_named()
    {
        await _terminal.FindTroubleAsync();
        (await _terminal.RunAsync("events", "--verify")).Output.ShouldContain("every link holds");
        // What somebody with write access to the file would do.
        var sqlite = await Processes.Command.RunAsync(
            new(["sqlite3", Path.Combine(_terminal.State, "ledger.db"), "DROP TRIGGER events_are_not_changed; UPDATE events SET actor = 'nobody' WHERE id = 1"], TimeSpan.FromMinutes(1)),
            TimeProvider.System, TestContext.Current.CancellationToken);
        if (sqlite is Processes.CommandResult.NotStarted)
            Assert.Skip("sqlite3 is not installed");

        var result = await _terminal.RunAsync("events", "--verify");

        result.Code.ShouldBe(1);
        result.Output.ShouldBe("the chain breaks at event 1: its content is not what was written: its hash does not match\n");
    }

    [Fact]
    public async Task A_scan_says_what_is_wrong_and_what_is_well()
    {
        var well = await _terminal.JsonAsync("scan");
        well[0].GetProperty("level").GetString().ShouldBe("ok");
        _terminal.PlantTrouble();
        var wrong = await _terminal.JsonAsync("scan", "logs");
        wrong[0].GetProperty("level").GetString().ShouldBe("warning");
        wrong[0].GetProperty("state").GetString().ShouldBe("open");
        (await _terminal.RunAsync("scan", "log")).Errors.ShouldContain("did you mean \"logs\"?");
    }

    public void Dispose() => _terminal.Dispose();
}
