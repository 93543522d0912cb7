using AgentFleet.Supervisor.Executors;

namespace AgentFleet.Supervisor.Tests.Executors.Claude;

public sealed class ClaudeStreamTests
{
    [Fact]
    public void Lines_that_are_not_the_CLI_s_are_passed_over()
    {
        var stream = RecordedRun.StreamOf("""
            a warning
            [1,2]
            "text"
            {"type":"system","subtype":"init","tools":["Bash",1,"Read"]}
            {"type":"result","subtype":"success","is_error":false,"result":"ok"}
            {"type":"resul
            """);

        stream.Tools.ShouldBe(["Bash", "Read"]);
        stream.Result.ShouldNotBeNull().Text.ShouldBe("ok");
    }

    [Fact]
    public void A_stream_that_is_not_there_says_nothing() =>
        Supervisor.Executors.Claude.ClaudeStream.Read("/nowhere/stream.jsonl").ShouldSatisfyAllConditions(
            s => s.Result.ShouldBeNull(), s => s.Tools.ShouldBeEmpty(), s => s.ApiError.ShouldBeNull(), s => s.RejectedUntil.ShouldBeNull());

    [Fact]
    public void An_error_that_was_overcome_is_forgotten()
    {
        var stream = RecordedRun.StreamOf("""
            {"type":"rate_limit_event","rate_limit_info":{"status":"rejected","resetsAt":1795241667}}
            {"type":"assistant","error":"rate_limit"}
            {"type":"rate_limit_event","rate_limit_info":{"status":"allowed"}}
            {"type":"assistant","message":{}}
            """);

        (stream.ApiError, stream.RejectedUntil).ShouldBe((null, null));
    }

    [Fact]
    public void Tokens_are_summed_over_models_and_caches()
    {
        var result = RecordedRun.StreamOf("""
            {"type":"result","num_turns":7,"total_cost_usd":0.5,"usage":{"input_tokens":1},"modelUsage":{"a":{"inputTokens":10,"outputTokens":1,"cacheReadInputTokens":100,"cacheCreationInputTokens":1000},"b":{"inputTokens":5,"outputTokens":2}}}
            """).Result;

        result.ShouldNotBeNull().Usage.ShouldBe(new RunUsage(7, 1115, 3, 0.5m));
    }

    [Fact]
    public void What_a_result_does_not_say_is_not_known() =>
        RecordedRun.StreamOf("""{"type":"result","subtype":"success"}""").Result.ShouldNotBeNull().Usage.ShouldBe(RunUsage.Unknown);

    [Fact]
    public void A_run_that_was_cut_off_has_used_what_the_model_s_answers_say()
    {
        var stream = RecordedRun.StreamOf("""
            {"type":"assistant","message":{"id":"m1","usage":{"input_tokens":10,"cache_read_input_tokens":5,"output_tokens":1}}}
            {"type":"assistant","message":{"id":"m1","usage":{"input_tokens":10,"cache_read_input_tokens":5,"output_tokens":1}}}
            {"type":"assistant","message":{"id":"m2","usage":{"input_tokens":20}}}
            {"type":"assistant","error":"server_error","message":{"id":"m3","usage":{"input_tokens":0}}}
            """);

        stream.Usage.ShouldBe(new RunUsage(2, 35, null, null), "an answer of several parts counts once, and one of the CLI's own not at all");
    }

    [Fact]
    public void Denials_are_named_by_tool_and_by_what_it_was_to_do()
    {
        var result = RecordedRun.StreamOf("""
            {"type":"result","subtype":"success","permission_denials":[{"tool_name":"Bash","tool_input":{"command":"rm\n-rf /"}},{"tool_name":"Edit","tool_input":{"file_path":"/etc/x"}},{"tool_name":"Agent","tool_input":{}},{}]}
            """).Result;

        result.ShouldNotBeNull().Denials.ShouldBe(["Bash(rm -rf /)", "Edit(/etc/x)", "Agent", "a tool"]);
    }

    [Theory]
    [InlineData("""{"type":"rate_limit_event","rate_limit_info":{"status":"rejected","resetsAt":99999999999999}}""")]
    [InlineData("""{"type":"rate_limit_event","rate_limit_info":7}""")]
    [InlineData("""{"type":"result","is_error":true,"api_error_status":99999999999}""")]
    [InlineData("""{"type":"result","num_turns":1e20}""")]
    [InlineData("""{"type":"result","modelUsage":{"a":{"inputTokens":1e25}}}""")]
    [InlineData("""{"type":"result","permission_denials":[1]}""")]
    [InlineData("""{"type":"result","result":"\ud800"}""")]
    public void No_line_however_odd_throws(string line) => Should.NotThrow(() => RecordedRun.OutcomeOf(line));
}
