using AgentFleet.Ledger.Fixing;
using AgentFleet.Ledger.Scanning;
using AgentFleet.Scanner.Cycles;
using AgentFleet.Scanner.Schedules;
using Quartz;

namespace AgentFleet.Scanner.Tests.Judging;

public sealed class QuietTests : IDisposable
{
    private readonly Scanning _scanning = new();

    [Fact]
    public async Task What_another_trouble_explains_is_neither_told_nor_fixed_but_can_be_seen()
    {
        await InTroubleAsync("gateway");
        _scanning.Definition = _scanning.Definition with { InhibitedBy = ["gateway"], Policy = "cure" };
        await _scanning.LookAsync(Scanning.Bad());

        Status().ShouldBe(["open/inhibited/gateway explains it"]);
        new WorkStore(_scanning.Ledger.File).New().ShouldNotContain(work => work.Finding.Scanner == "web");
    }

    [Fact]
    public async Task What_was_held_back_is_told_once_it_is_no_longer_explained()
    {
        await InTroubleAsync("gateway");
        _scanning.Definition = _scanning.Definition with { InhibitedBy = ["gateway"] };
        await _scanning.LookAsync(Scanning.Bad());
        AlertStates().ShouldBe(["suppressed"]);

        _scanning.Cycles.Retire("gateway");
        await _scanning.LookAsync(Scanning.Bad());
        AlertStates().ShouldBe(["pending"]);
        Status().ShouldBe(["open/open/"]);
    }

    [Fact]
    public async Task What_went_away_while_it_was_explained_is_no_news()
    {
        await InTroubleAsync("gateway");
        _scanning.Definition = _scanning.Definition with { InhibitedBy = ["gateway"] };
        await _scanning.LookAsync(Scanning.Bad());
        await _scanning.LookAsync(Scanning.Good());
        _scanning.Cycles.Retire("gateway");
        await _scanning.LookAsync(Scanning.Good());

        AlertStates().ShouldAllBe(state => state == "suppressed");
    }

    [Fact]
    public async Task In_a_maintenance_window_nobody_is_told()
    {
        // The clock begins at 03:04:05.
        _scanning.Definition = _scanning.Definition with { Maintenance = [new(CronExpression.Parse("0 3 * * *", CronFormat.Unix), TimeSpan.FromMinutes(10))] };
        await _scanning.LookAsync(Scanning.Bad());
        Status().ShouldBe(["open/inhibited/maintenance until 2026-01-02T03:10:00.000Z"]);
        AlertStates().ShouldBe(["suppressed"]);

        _scanning.Clock.Advance(TimeSpan.FromMinutes(10));
        await _scanning.LookAsync(Scanning.Bad());
        AlertStates().ShouldBe(["pending"]);
    }

    [Fact]
    public async Task What_a_person_has_muted_stays_muted_when_a_maintenance_window_ends()
    {
        _scanning.Definition = _scanning.Definition with { Maintenance = [new(CronExpression.Parse("0 3 * * *", CronFormat.Unix), TimeSpan.FromMinutes(10))] };
        await _scanning.LookAsync(Scanning.Bad());
        new HoldStore(_scanning.Ledger.File).Place(new(HoldKind.Mute, _scanning.Finding.Fingerprint, "known", "person:x", _scanning.Clock.GetUtcNow().AddDays(1)));

        _scanning.Clock.Advance(TimeSpan.FromMinutes(10));
        await _scanning.LookAsync(Scanning.Bad());
        AlertStates().ShouldBe(["suppressed"]);
    }

    [Fact]
    public async Task Two_that_explain_each_other_do_not_both_keep_quiet()
    {
        _scanning.Definition = _scanning.Definition with { InhibitedBy = ["gateway"], ConfirmAfter = 2 };
        for (var look = 0; look < 4; look++)
        {
            await InTroubleAsync("gateway", "web");
            await _scanning.LookAsync(Scanning.Bad());
        }

        _scanning.Ask("SELECT scanner FROM findings WHERE state = 'open' AND quiet IS NULL").ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("2026-01-02T02:59:59Z", false)]
    [InlineData("2026-01-02T03:00:00Z", true)]
    [InlineData("2026-01-02T04:29:59Z", true)]
    [InlineData("2026-01-02T04:30:00Z", false)]
    public void A_window_is_open_from_its_beginning_to_its_end(string now, bool open) =>
        new MaintenanceWindow(CronExpression.Parse("0 3 * * *", CronFormat.Unix), TimeSpan.FromMinutes(90))
            .OpenUntil(DateTimeOffset.Parse(now, null), TimeZoneInfo.Utc).HasValue.ShouldBe(open);

    [Fact]
    public async Task A_look_that_leaves_something_undecided_says_so()
    {
        _scanning.Definition = _scanning.Definition with { ConfirmAfter = 2, ClearAfter = 2 };
        (await _scanning.LookAsync(Scanning.Bad())).IsSoft.ShouldBeTrue("it is not confirmed");
        (await _scanning.LookAsync(Scanning.Bad())).IsSoft.ShouldBeFalse();
        (await _scanning.LookAsync(Scanning.Good())).IsSoft.ShouldBeTrue("it is not cleared");
        (await _scanning.LookAsync(Scanning.Good())).IsSoft.ShouldBeFalse();
    }

    private async Task InTroubleAsync(string scanner, params string[] explainedBy)
    {
        var check = new ScriptedCheck { Sees = (_, _) => Task.FromResult(new Scanner.Checks.Look([new(scanner, [Scanning.Bad()])])) };
        var other = _scanning.Definition with { Name = scanner, Check = check, Policy = "other", InhibitedBy = explainedBy };
        (await _scanning.Runner.RunAsync(other, CycleTrigger.Schedule, TestContext.Current.CancellationToken)).ShouldBeOfType<CycleOutcome.Ran>();
    }

    private IReadOnlyList<string> Status() =>
        [.. _scanning.Ask("SELECT state, status, inhibited_by FROM finding_status WHERE scanner = 'web'").Select(row => string.Join('/', row))];

    private IReadOnlyList<string> AlertStates() => [.. _scanning.Ask("SELECT state FROM alerts ORDER BY created_at, id").Select(row => (string)row[0]!)];

    public void Dispose() => _scanning.Dispose();
}
