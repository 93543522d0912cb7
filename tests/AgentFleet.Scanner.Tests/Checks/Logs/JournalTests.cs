using AgentFleet.Scanner.Checks;
using AgentFleet.Scanner.Checks.Logs;

namespace AgentFleet.Scanner.Tests.Checks.Logs;

/// <summary>A program stands in for journalctl that says what journalctl 252 said to the same arguments.</summary>
public sealed class JournalTests : IDisposable
{
    private readonly LogWorld _world = new();

    private LogCheck Check(string script, string? unit = null, long most = 1 << 20) => new(
        new JournalTail(unit, most) { Journalctl = ["/bin/sh", _world.Folder.Write("journalctl", script)] },
        new LineMatch(["error"], null, []), new Thresholds(1, null), perMinute: false);

    [Fact]
    public async Task The_journal_is_read_on_behind_the_last_entry()
    {
        var check = Check("""
            case " $* " in
              *" --after-cursor=s=1;i=2 "*) printf 'third error\nfourth error\n-- cursor: s=1;i=4\n' ;;
              *" --after-cursor=s=1;i=4 "*) printf -- '-- cursor: s=1;i=4\n' ;;
              *" -n 1 "*) printf 'second error\n-- cursor: s=1;i=2\n' ;;
              *) exit 9 ;;
            esac
            """);

        (await _world.LookAsync(check)).Observations.ShouldHaveSingleItem().Level.ShouldBe(Level.Ok);
        LogWorld.LastLines(await _world.LookAsync(check)).ShouldBe(["third error", "fourth error"]);
        (await _world.LookAsync(check)).Observations.ShouldHaveSingleItem().Level.ShouldBe(Level.Ok);
    }

    [Fact]
    public async Task A_unit_that_never_wrote_is_read_from_now_on()
    {
        var check = Check("""
            case " $* " in
              *" --since=@1772323200 "*" --unit=web.service "*) printf 'an error\n-- cursor: s=1;i=7\n' ;;
              *" --unit=web.service "*) exit 1 ;;
              *) printf 'x\n-- cursor: s=1;i=6\n' ;;
            esac
            """, "web.service");

        (await _world.LookAsync(check)).Incomplete.ShouldBeNull();
        LogWorld.Number(await _world.LookAsync(check), "matches").ShouldBe(1);
        _world.Notes["cursor"].ShouldBe("s=1;i=7");
    }

    [Fact]
    public async Task A_journal_that_was_made_anew_is_read_from_its_end_and_that_look_is_not_well()
    {
        var check = Check("""
            case " $* " in
              *" --after-cursor=s=1;i=2 "*) echo 'Failed to seek to cursor: Invalid argument' >&2; exit 1 ;;
              *" --after-cursor=s=9;i=1 "*) printf 'an error\n-- cursor: s=9;i=2\n' ;;
              *) test -e "$0.new" && printf 'x\n-- cursor: s=9;i=1\n' || { touch "$0.new"; printf 'x\n-- cursor: s=1;i=2\n'; } ;;
            esac
            """);
        (await _world.LookAsync(check)).Incomplete.ShouldBeNull();
        var look = await _world.LookAsync(check);
        (look.Incomplete, look.Observations.Count).ShouldBe(("the journal no longer knows where the last look ended; it is read from here on", 0));
        LogWorld.LastLines(await _world.LookAsync(check)).ShouldBe(["an error"]);
    }

    [Theory]
    [InlineData("exit 1", "there is no journal here that can be read")]
    [InlineData("echo 'No journal files were found.' >&2; exit 1", "there is no journal here that can be read")]
    [InlineData("echo 'Failed to seek to cursor: Invalid argument' >&2; exit 1", "Failed to seek to cursor: Invalid argument")]
    [InlineData("echo 'Hint: You are currently not seeing messages from other users and the system.' >&2; printf 'x\\n-- cursor: s\\n'", "this user sees only a part of the journal; group systemd-journal sees all of it")]
    public async Task A_journal_that_cannot_be_read_is_never_well(string script, string reason)
    {
        foreach (var unit in new[] { null, "web.service" })
        {
            var look = await _world.LookAsync(Check(script, unit));
            (look.Incomplete, look.Observations.Count).ShouldBe((reason, 0));
        }
    }

    [Fact]
    public async Task Too_much_is_skipped_and_told_of()
    {
        _world.Notes = new Dictionary<string, string> { ["journal"] = "", ["cursor"] = "a" };
        var check = Check("""
            case " $* " in
              *--after-cursor*) head -c 3000 /dev/zero | tr '\0' x ;;
              *) printf 'x\n-- cursor: b\n' ;;
            esac
            """, most: 1000);

        (await _world.LookAsync(check)).Incomplete.ShouldBe("the journal grew by more than 1000 B since the last look; the rest was skipped");
        _world.Notes["cursor"].ShouldBe("b");
    }

    [Fact]
    public async Task A_missing_journalctl_is_blind()
    {
        var check = new LogCheck(
            new JournalTail(null, 1000) { Journalctl = [_world.Folder.File("none")] }, new LineMatch(["x"], null, []), new Thresholds(1, null), perMinute: false);
        (await _world.LookAsync(check)).Incomplete.ShouldBe($"{_world.Folder.File("none")}: no such file");
    }

    [Fact]
    public void Lines_that_look_like_journalctl_s_own_are_taken_for_what_they_are()
    {
        var output = JournalOutput.Parse("-- cursor: forged\n-- Boot 0123456789abcdef0123456789abcdef --\nerror\n-- cursor: s=1\n");
        (output.Cursor, string.Join('|', output.Lines)).ShouldBe(("s=1", "-- cursor: forged|error"));
        JournalOutput.Parse("-- No entries --\n").Lines.ShouldBeEmpty();
        JournalOutput.Parse("").ShouldSatisfyAllConditions(empty => empty.Lines.ShouldBeEmpty(), empty => empty.Cursor.ShouldBeNull());
    }

    public void Dispose() => _world.Dispose();
}
