using AgentFleet.Ledger;
using AgentFleet.Ledger.Fixing;
using AgentFleet.Ledger.Scanning;

namespace AgentFleet.Scanner.Tests.Service;

[Trait("Category", "Slow")]
public sealed class ScannerServiceTests : IAsyncLifetime
{
    private readonly RunningScanner _scanner = new();
    private int _later;

    private static string Plugin(string schedule, string script) =>
        $"{{ kind: plugin, schedule: {schedule}, timeout: 30s, command: [/bin/sh, -c, {System.Text.Json.JsonSerializer.Serialize(script)}] }}";

    private long Complete(string scanner) => _scanner.Count($"cycles WHERE scanner = '{scanner}' AND status = 'complete'");

    private Finding Known(string scanner) => new CycleStore(_scanner.Ledger).Known(scanner).ShouldHaveSingleItem();

    public ValueTask InitializeAsync()
    {
        _scanner.Define("first", Plugin("every 1h", "exit 0"));
        return new(_scanner.StartAsync(housekeeping: TimeSpan.FromMilliseconds(200)));
    }

    public ValueTask DisposeAsync() => _scanner.DisposeAsync();

    // By a definition that comes last: what was done before it is in force by then.
    private async Task OthersAreLookedAtAsync()
    {
        var name = $"later-{++_later}";
        _scanner.Define(name, Plugin("every 1s", "exit 0"));
        await RunningScanner.UntilAsync(() => Complete(name) >= 3);
    }

    [Fact]
    public Task Intervals_begin_with_a_look_at_once() => RunningScanner.UntilAsync(() => Complete("first") == 1);

    [Fact]
    public async Task Intervals_go_on()
    {
        _scanner.Define("often", Plugin("every 1s", "exit 0"));
        await RunningScanner.UntilAsync(() => Complete("often") >= 3);
        Complete("first").ShouldBe(1);
    }

    [Fact]
    public async Task A_new_definition_is_taken_up_and_a_removed_one_dropped_while_it_runs()
    {
        var file = _scanner.Define("new", Plugin("every 1s", "exit 0"));
        await RunningScanner.UntilAsync(() => Complete("new") >= 2);

        File.Delete(file);
        await OthersAreLookedAtAsync();
        var looks = Complete("new");
        await OthersAreLookedAtAsync();
        Complete("new").ShouldBeLessThanOrEqualTo(looks + 1, "one may have been under way");
    }

    [Fact]
    public async Task Another_schedule_holds_as_soon_as_it_is_noticed()
    {
        _scanner.Define("new", Plugin("every 1h", "exit 0"));
        await RunningScanner.UntilAsync(() => Complete("new") == 1);
        _scanner.Define("new", Plugin("every 1s", "exit 0"));
        await RunningScanner.UntilAsync(() => Complete("new") >= 3);
        _scanner.Define("new", Plugin("every 1h", "exit 0"));
        await OthersAreLookedAtAsync();
        var looks = Complete("new");
        await OthersAreLookedAtAsync();
        Complete("new").ShouldBeLessThanOrEqualTo(looks + 1, "one may have been under way");
    }

    [Fact]
    public async Task A_broken_edit_keeps_the_last_good_version_and_raises_one_alert()
    {
        _scanner.Define("good", Plugin("every 1s", "echo well; exit 1"));
        await RunningScanner.UntilAsync(() => Complete("good") >= 1);
        var file = _scanner.Define("good", "kind: plugin\nschedule: every 1s\ncomand: [true]\n");
        await RunningScanner.UntilAsync(() => _scanner.Count("alerts WHERE kind = 'definition.broken'") == 1);

        var looks = Complete("good");
        await RunningScanner.UntilAsync(() => Complete("good") >= looks + 2);
        var alert = _scanner.Ask("SELECT title, body FROM alerts WHERE kind = 'definition.broken'").ShouldHaveSingleItem();
        alert.ShouldBe(
        [
            "Broken: good.yaml",
            $"The last good version stays in force.\n{file}:1:1: the key \"command\" is missing\n{file}:3:1: unknown key \"comand\"; did you mean \"command\"?",
        ]);
    }

    [Fact]
    public async Task A_check_that_hangs_does_not_hold_up_the_others_and_ends_with_the_service()
    {
        _scanner.Define("hanging", Plugin("every 1s", $"echo $$ > {_scanner.PathOf("pid")}; exec sleep 300"));
        _scanner.Define("often", Plugin("every 1s", "exit 0"));
        await RunningScanner.UntilAsync(() => File.Exists(_scanner.PathOf("pid")));
        await RunningScanner.UntilAsync(() => Complete("often") >= 3);
        _scanner.Count("cycles WHERE scanner = 'hanging'").ShouldBe(1);

        var process = $"/proc/{(await File.ReadAllTextAsync(_scanner.PathOf("pid"), RunningScanner.Enough)).Trim()}";
        Directory.Exists(process).ShouldBeTrue();
        await _scanner.StopAsync();
        _scanner.Ask("SELECT status FROM cycles WHERE scanner = 'hanging'").ShouldHaveSingleItem()[0].ShouldBe("running", "it was cut off, and did not come to its timeout");
        await RunningScanner.UntilAsync(() => !Directory.Exists(process));
    }

    [Fact]
    public async Task Many_checks_that_hang_hold_up_nobody_but_themselves()
    {
        for (var n = 0; n < 30; n++)
            _scanner.Define($"hanging-{n}", Plugin("every 1s", "exec sleep 300"));
        await RunningScanner.UntilAsync(() => _scanner.Count("cycles WHERE scanner LIKE 'hanging-%' AND status = 'running'") == 30);

        _scanner.Define("often", Plugin("every 1s", "exit 0"));
        await RunningScanner.UntilAsync(() => Complete("often") >= 5);
    }

    [Fact]
    public async Task A_look_that_saw_nothing_is_repeated_soon_however_seldom_it_is_done()
    {
        _scanner.Define("yearly", Plugin("every 365d", "echo no way; exit 3"));
        await RunningScanner.UntilAsync(() => _scanner.Count("findings WHERE kind = 'unknown' AND state = 'open'") == 1);
        var looks = _scanner.Count("cycles WHERE scanner = 'yearly'");
        await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, RunningScanner.Enough);
        _scanner.Count("cycles WHERE scanner = 'yearly'").ShouldBe(looks, "it was told, and waits for its schedule");
    }

    [Fact]
    public async Task What_was_muted_for_a_time_is_told_after_it_though_no_supervisor_runs()
    {
        var holds = new HoldStore(_scanner.Ledger);
        NewHold Mute(TimeSpan time) => new(HoldKind.Mute, "host-1:plugin:site", "known", "person:x", TimeProvider.System.GetUtcNow() + time);
        holds.Place(Mute(TimeSpan.FromHours(1)));
        _scanner.Define("site", Plugin("every 1h", "exit 2"));
        await RunningScanner.UntilAsync(() => _scanner.Count("alerts WHERE state = 'suppressed'") == 1);
        holds.Place(Mute(TimeSpan.Zero));
        await RunningScanner.UntilAsync(() => _scanner.Count("alerts WHERE state = 'pending'") == 1);
        _scanner.Ask("SELECT status FROM finding_status").ShouldHaveSingleItem().ShouldBe(["open"]);
    }

    [Fact]
    public async Task A_look_that_an_attempt_asks_for_is_done_when_it_rings()
    {
        var state = _scanner.Write("broken", "yes");
        _scanner.Define("site", Plugin("every 1h", $"test ! -e {state} || exit 2"));
        await RunningScanner.UntilAsync(() => _scanner.Count("findings WHERE state = 'open'") == 1);

        File.Delete(state);
        var attempt = Attempts.End(_scanner.Ledger, Known("site"), TimeProvider.System);
        await RunningScanner.UntilAsync(() => _scanner.Count("verifications") == 1);

        _scanner.Ask("SELECT attempt_id, verdict FROM verifications").ShouldHaveSingleItem().ShouldBe([attempt.ToString(), "fixed"]);
        Known("site").State.ShouldBe(FindingState.Resolved);
        _scanner.Ask("SELECT trigger FROM cycles WHERE scanner = 'site' ORDER BY started_at").Select(row => row[0]).ShouldBe(["schedule", "look"]);
    }

    [Fact]
    public async Task A_look_that_a_lost_ring_asked_for_is_done_all_the_same()
    {
        await using var scanner = new RunningScanner();
        scanner.Define("site", Plugin("every 1h", "exit 2"));
        await scanner.StartAsync(housekeeping: TimeSpan.FromMilliseconds(200), slowTick: TimeSpan.FromSeconds(2));
        await RunningScanner.UntilAsync(() => scanner.Count("findings WHERE state = 'open'") == 1);
        Directory.Delete(scanner.State.Wake, recursive: true);
        Attempts.End(scanner.Ledger, new CycleStore(scanner.Ledger).Known("site").ShouldHaveSingleItem(), TimeProvider.System);
        await RunningScanner.UntilAsync(() => scanner.Count("verifications WHERE verdict = 'not_fixed'") == 1);
    }

    [Fact]
    public async Task A_finding_that_no_supervisor_takes_rings_once()
    {
        _scanner.Define("site", Plugin("every 1h", "exit 2")[..^2] + ", policy: restart }");
        await RunningScanner.UntilAsync(() => _scanner.Count("findings WHERE state = 'open'") == 1);
        await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, RunningScanner.Enough);
        _scanner.Count("alerts").ShouldBe(0, "a policy takes care of it");

        var cycles = new CycleStore(_scanner.Ledger);
        var old = Known("site") with { OpenedAt = TimeProvider.System.GetUtcNow().AddMinutes(-16) };
        cycles.Finish(cycles.Begin("elsewhere", CycleTrigger.Person), new([], [new(old, ChangeKind.SeenAgain)], [], 0));
        await RunningScanner.UntilAsync(() => _scanner.Count("alerts") == 1);
        await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, RunningScanner.Enough);

        _scanner.Ask("SELECT kind, title, finding_id FROM alerts").ShouldHaveSingleItem()[0].ShouldBe("finding.opened");
        _scanner.Ask("SELECT body FROM alerts")[0][0].ShouldBeOfType<string>().ShouldContain("The policy restart should take care of it, but no supervisor has taken it");
    }

    [Fact]
    public async Task A_blind_look_is_asked_for_again_after_a_pause_until_one_sees()
    {
        var state = _scanner.Write("exit-code", "2");
        _scanner.Define("site", Plugin("every 1h", $"exit $(cat {state})"));
        await RunningScanner.UntilAsync(() => _scanner.Count("findings WHERE state = 'open'") == 1);

        File.WriteAllText(state, "3");
        Attempts.End(_scanner.Ledger, Known("site"), TimeProvider.System);
        await RunningScanner.UntilAsync(() => _scanner.Count("cycles WHERE scanner = 'site' AND status = 'failed'") >= 1);
        File.WriteAllText(state, "0");
        await RunningScanner.UntilAsync(() => _scanner.Count("verifications WHERE verdict = 'fixed'") == 1);
        var looks = _scanner.Ask("SELECT started_at FROM cycles WHERE scanner = 'site' AND trigger = 'look' ORDER BY started_at").Select(row => Times.Parse((string)row[0]!)).ToList();
        looks.Count.ShouldBeGreaterThan(1);
        (looks[1] - looks[0]).ShouldBeGreaterThan(TimeSpan.FromSeconds(10), "it is not asked again without a pause");
    }

    [Fact]
    public async Task What_is_not_confirmed_yet_is_looked_at_again_soon()
    {
        _scanner.Define("site", Plugin("every 1h", "exit 2").Replace("timeout: 30s", "timeout: 30s, confirm_after: 3, retry_interval: 1s", StringComparison.Ordinal));
        await RunningScanner.UntilAsync(() => _scanner.Count("findings WHERE state = 'open'") == 1);

        _scanner.Count("cycles WHERE scanner = 'site'").ShouldBe(3);
        await Task.Delay(TimeSpan.FromSeconds(1.5), TimeProvider.System, RunningScanner.Enough);
        _scanner.Count("cycles WHERE scanner = 'site'").ShouldBe(3, "once it is confirmed, the schedule holds");
    }

    [Fact]
    public async Task A_folder_that_is_empty_for_a_while_closes_no_finding()
    {
        _scanner.Define("site", Plugin("every 1h", "exit 2"));
        await RunningScanner.UntilAsync(() => _scanner.Count("findings WHERE state = 'open'") == 1);

        // As a folder looks whose volume is not mounted.
        Directory.Move(_scanner.PathOf("scanners"), _scanner.PathOf("unmounted"));
        Directory.CreateDirectory(_scanner.PathOf("scanners"));
        Attempts.End(_scanner.Ledger, Known("site"), TimeProvider.System);
        await Task.Delay(TimeSpan.FromSeconds(1.5), TimeProvider.System, RunningScanner.Enough);

        Known("site").State.ShouldBe(FindingState.Open);
        _scanner.Count("verifications").ShouldBe(0, "the attempt waits for the folder to come back");
    }

    [Fact]
    public async Task Where_nothing_looks_any_more_nobody_knows()
    {
        var file = _scanner.Define("site", Plugin("every 1h", "exit 2"));
        _scanner.Define("another", Plugin("every 1h", "exit 0"));
        await RunningScanner.UntilAsync(() => _scanner.Count("findings WHERE state = 'open'") == 1);
        var finding = Known("site");
        File.Delete(file);

        Attempts.End(_scanner.Ledger, finding, TimeProvider.System);
        await RunningScanner.UntilAsync(() => _scanner.Count("verifications") == 1);
        _scanner.Ask("SELECT verdict, reason, cycle_id FROM verifications").ShouldHaveSingleItem().ShouldBe(["unknown", "there is no scanner called site any more", null]);
    }
}
