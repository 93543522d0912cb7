using System.Text;

namespace AgentFleet.Scanner.Tests.Checks.Logs;

/// <summary>What is read of a log that is rotated, emptied, half written or too long.</summary>
public sealed class RotationTests : IDisposable
{
    private const string Small = "match: [error]\nread_at_most: 128KiB";

    private readonly LogWorld _world = new();

    private async Task StartAsync(string text = "a first line\n")
    {
        _world.Append(text);
        await _world.LookAsync();
    }

    [Theory]
    [InlineData("app.log.1")]
    [InlineData("app.log-20260301")]
    public async Task The_rest_of_a_rotated_file_is_read_before_the_new_one(string name)
    {
        await StartAsync();
        _world.Append("error: before\n");
        File.Move(_world.Log, _world.Folder.File(name));
        _world.Append("error: after\n");

        var look = await _world.LookAsync();
        look.Incomplete.ShouldBeNull();
        LogWorld.LastLines(look).ShouldBe(["error: before", "error: after"]);
        look.Observations[0].Evidence["rotated"]!.GetValue<bool>().ShouldBeTrue();
        (await _world.MatchesAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_moment_without_a_file_loses_nothing()
    {
        await StartAsync();
        _world.Append("error: before\n");
        File.Move(_world.Log, _world.Folder.File("app.log.1"));
        (await _world.LookAsync()).Incomplete.ShouldNotBeNull();
        _world.Append("error: after\n");
        (await _world.MatchesAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task A_rotated_file_that_is_gone_is_told_of()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("only Linux tells a new file from one that was emptied");
        await StartAsync();
        File.Move(_world.Log, _world.Folder.File("elsewhere"));
        _world.Append("all is well\n");

        var look = await _world.LookAsync();
        (look.Incomplete, look.Observations.Count).ShouldBe(($"{_world.Log} was rotated, and what was last written to the old file is not to be found", 0));
        (await _world.MatchesAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_file_that_was_emptied_is_read_from_its_beginning()
    {
        await StartAsync(string.Concat(Enumerable.Repeat("a long line\n", 100)));
        File.WriteAllText(_world.Log, "error: new\n");

        var look = await _world.LookAsync();
        LogWorld.LastLines(look).ShouldBe(["error: new"]);
        look.Observations[0].Evidence["truncated"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task The_rest_of_a_file_that_was_copied_and_then_emptied_is_read_from_the_copy()
    {
        await StartAsync();
        _world.Append("error: before\n");
        File.Copy(_world.Log, _world.Folder.File("app.log.1"));
        File.WriteAllText(_world.Log, "error: after\n");

        var look = await _world.LookAsync();
        look.Incomplete.ShouldBeNull();
        if (OperatingSystem.IsLinux())
            look.Observations[0].Evidence["truncated"]!.GetValue<bool>().ShouldBeTrue();
        LogWorld.LastLines(look).ShouldBe(["error: before", "error: after"]);
        (await _world.MatchesAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task An_earlier_generation_that_begins_alike_is_no_copy()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("only Linux tells a new file from one that was emptied");
        var old = _world.Folder.Write("app.log.1", "a first line\nerror: read long ago\n");
        File.SetLastWriteTimeUtc(old, _world.Clock.GetUtcNow().UtcDateTime.AddDays(-1));
        await StartAsync();
        File.WriteAllText(_world.Log, "error: new\n");
        (await _world.MatchesAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_file_that_was_emptied_and_has_grown_beyond_its_old_length_is_known_by_its_first_bytes()
    {
        await StartAsync();
        File.WriteAllText(_world.Log, "error: new\n" + new string('x', 500) + "\n");
        (await _world.MatchesAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_line_that_is_half_written_counts_once_when_it_is_whole()
    {
        await StartAsync();
        _world.Append("err");
        (await _world.MatchesAsync()).ShouldBe(0);
        _world.Append("or: one\n");
        (await _world.MatchesAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_last_line_that_never_ends_counts_at_the_next_look()
    {
        await StartAsync();
        _world.Append("error: the last words");
        (await _world.MatchesAsync()).ShouldBe(0);
        (await _world.MatchesAsync()).ShouldBe(1);
        (await _world.MatchesAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Of_too_much_only_the_newest_is_read_and_that_is_not_well()
    {
        await StartAsync();
        _world.Append("error: skipped\n" + string.Concat(Enumerable.Repeat(new string('x', 99) + "\n", 2000)));

        var look = await _world.LookAsync(Small);
        (look.Incomplete, look.Observations.Count).ShouldBe(($"{_world.Log} grew by more than one look reads; 67.3 KiB were skipped", 0));
        (await _world.MatchesAsync(Small)).ShouldBe(0);
    }

    [Fact]
    public async Task Too_many_matches_in_the_newest_are_too_many()
    {
        await StartAsync();
        _world.Append(string.Concat(Enumerable.Repeat("error " + new string('x', 93) + "\n", 2000)));

        var look = await _world.LookAsync(Small);
        look.Incomplete.ShouldNotBeNull();
        LogWorld.Number(look, "matches").ShouldBe(1310);
        LogWorld.Number(look, "skipped_bytes").ShouldBe(200_000 - 128 * 1024);
    }

    [Fact]
    public async Task Of_a_long_line_the_beginning_counts()
    {
        await StartAsync();
        _world.Append("error " + new string('x', 300_000) + " error\n" + new string('x', 70_000) + "error\nerror\n");
        (await _world.MatchesAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_survived()
    {
        await StartAsync();
        await File.AppendAllBytesAsync(_world.Log, [0xff, 0xfe, 0, .. Encoding.UTF8.GetBytes(" error\n"), 0xc3, (byte)'\n'], TestContext.Current.CancellationToken);
        LogWorld.LastLines(await _world.LookAsync()).ShouldBe(["\ufffd\ufffd error"]);
    }

    [Fact]
    public async Task Another_file_in_the_definition_begins_anew()
    {
        await StartAsync();
        var other = _world.Folder.Write("other.log", "error: old\n");
        (await _world.LookAsync(LogWorld.Read($"{{ file: {other}, match: [error] }}"))).Observations.ShouldHaveSingleItem().Title.ShouldBe($"{other} is read from here on");
    }

    public void Dispose() => _world.Dispose();
}
