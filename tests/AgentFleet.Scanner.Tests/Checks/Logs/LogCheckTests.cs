using AgentFleet.Scanner.Checks;
using AgentFleet.Scanner.Tests.Checks.BadInput;

namespace AgentFleet.Scanner.Tests.Checks.Logs;

public sealed class LogCheckTests : IDisposable
{
    private readonly LogWorld _world = new();

    [Fact]
    public async Task What_stood_there_before_the_first_look_is_no_news()
    {
        _world.Append("error: old\n");

        var first = await _world.LookAsync();
        (first.Incomplete, first.Observations[0].Level, first.Observations[0].Title).ShouldBe((null, Level.Ok, $"{_world.Log} is read from here on"));
        (await _world.MatchesAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task New_lines_that_match_are_counted_once()
    {
        _world.Append("old\n");
        await _world.LookAsync();
        _world.Append("error: one\nall is well\nan error: two\nError: three\n");

        var look = await _world.LookAsync();
        look.Observations.ShouldHaveSingleItem().Level.ShouldBe(Level.Warning);
        look.Observations[0].Title.ShouldBe($"2 new lines match in {_world.Log}");
        LogWorld.LastLines(look).ShouldBe(["error: one", "an error: two"]);
        (await _world.LookAsync()).Observations.ShouldHaveSingleItem().Level.ShouldBe(Level.Ok);
    }

    [Theory]
    [InlineData("match: [fatal, error]", 3)]
    [InlineData("match: [error]\nignore: [harmless]", 1)]
    [InlineData("pattern: '(?i)ERROR [0-9]+$'", 1)]
    [InlineData("pattern: '^(fatal|error)'\nignore: [harmless]", 2)]
    public async Task Which_lines_count_is_for_the_definition_to_say(string options, int matches)
    {
        _world.Append("");
        await _world.LookAsync(options);
        _world.Append("error 12\nfatal\nerror, but harmless\n");
        (await _world.MatchesAsync(options)).ShouldBe(matches);
    }

    [Theory]
    [InlineData("thresholds: { warning: 2, critical: 4 }", 1, 1, Level.Ok)]
    [InlineData("thresholds: { warning: 2, critical: 4 }", 3, 1, Level.Warning)]
    [InlineData("thresholds: { critical: 4 }", 4, 1, Level.Critical)]
    [InlineData("per: minute\nthresholds: { warning: 2 }", 9, 5, Level.Ok)]
    [InlineData("per: minute\nthresholds: { warning: 2 }", 10, 5, Level.Warning)]
    [InlineData("per: minute\nthresholds: { warning: 2 }", 1, 0, Level.Ok)]
    public async Task Matches_are_set_against_the_thresholds(string options, int lines, int minutes, Level level)
    {
        options = "match: [error]\n" + options;
        _world.Append("");
        await _world.LookAsync(options);
        _world.Clock.Advance(TimeSpan.FromMinutes(minutes) + TimeSpan.FromMilliseconds(1) * (minutes == 0 ? 1 : 0));
        _world.Append(string.Concat(Enumerable.Repeat("error\n", lines)));
        (await _world.LookAsync(options)).Observations.ShouldHaveSingleItem().Level.ShouldBe(level);
    }

    [Fact]
    public async Task Only_the_last_five_lines_are_kept_and_they_are_made_harmless()
    {
        _world.Append("");
        await _world.LookAsync();
        _world.Append(string.Concat(Enumerable.Range(1, 7).Select(n => $"error {n}\t\u001b[31mred\u202e\n")) + "error " + new string('x', 5000) + "\n");

        var lines = LogWorld.LastLines(await _world.LookAsync()).ToList();
        lines.Count.ShouldBe(5);
        lines[0].ShouldBe("error 4 [31mred");
        lines[4].Length.ShouldBe(301);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_not_a_quiet_one_and_all_of_it_is_new_when_it_comes()
    {
        (await _world.LookAsync()).Incomplete.ShouldBe($"{_world.Log} does not exist");
        _world.Append("error: one\n");
        (await _world.MatchesAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task What_is_no_ordinary_file_is_not_read() =>
        (await _world.LookAsync(LogWorld.Read("{ file: /dev/zero, match: [error] }"))).Incomplete.ShouldBe("/dev/zero cannot be read: it is not an ordinary file");

    [Fact]
    [Trait(NobodyTests.As, NobodyTests.Nobody)]
    public async Task A_file_that_may_not_be_read_makes_the_look_incomplete()
    {
        if (Environment.UserName == "root")
            Assert.Skip("root can read everything");
        _world.Append("error\n");
        File.SetUnixFileMode(_world.Log, UnixFileMode.None);
        (await _world.LookAsync()).Incomplete.ShouldBe($"{_world.Log} cannot be read: permission denied");
    }

    [Fact]
    public void All_that_is_wrong_with_a_definition_comes_out_at_once()
    {
        LogWorld.Read("match: [a]",
            "web.yaml:1:1: there must be one of \"file\" and \"journal\"; write file: /var/log/syslog, or journal: true");
        LogWorld.Read("{ file: app.log, unit: \"-x\", match: [''], pattern: '(', thresholds: { warning: 5, critical: 2 }, per: hour, read_at_most: 1KiB, ignor: [a] }",
            "web.yaml:1:9: \"file\" must begin with \"/\" or \"~/\", not \"app.log\"",
            "web.yaml:1:24: \"unit\" is about the journal; write journal: true",
            "web.yaml:1:24: \"-x\" is not the name of a unit; write it as systemctl shows it, such as nginx.service",
            "web.yaml:1:37: \"match\" has an empty text, which is in every line",
            "web.yaml:1:37: there must be one of \"match\" and \"pattern\"; write match: [error], or pattern: 'error [0-9]+'",
            "web.yaml:1:52: \"pattern\" is not a regular expression: Invalid pattern '(' at offset 1. Not enough )'s.",
            "web.yaml:1:80: \"warning\" (5) must not be above \"critical\" (2)",
            "web.yaml:1:103: \"per\" must be one of look, minute, not \"hour\"",
            "web.yaml:1:123: \"read_at_most\" must be a size from 128 KiB to 1 GiB, not \"1KiB\"",
            "web.yaml:1:129: unknown key \"ignor\"; did you mean \"ignore\"?");
        LogWorld.Read("{ file: /x, pattern: 'a(?=b)' }",
            "web.yaml:1:22: \"pattern\" may not look around or refer back; such a pattern could take for ever on a line that a stranger wrote");
    }

    public void Dispose() => _world.Dispose();
}
