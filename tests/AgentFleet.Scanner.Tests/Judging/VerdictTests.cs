using AgentFleet.Ledger.Scanning;
using AgentFleet.Scanner.Checks;
using AgentFleet.Scanner.Cycles;

namespace AgentFleet.Scanner.Tests.Judging;

public sealed class VerdictTests : IDisposable
{
    private readonly Scanning _scanning = new();

    public VerdictTests() => _scanning.Definition = _scanning.Definition with { Policy = "cure" };

    private async Task<Guid> AttemptAsync()
    {
        await _scanning.LookAsync(Scanning.Bad());
        return _scanning.EndAttempt(_scanning.Finding);
    }

    [Fact]
    public async Task An_attempt_is_proven_by_a_look_that_finds_the_trouble_gone()
    {
        var attempt = await AttemptAsync();
        var report = await _scanning.LookAsync(Scanning.Good());

        report.Verifications.ShouldBe([new Verification(attempt, _scanning.Finding.Id, Verdict.Fixed, null)]);
        _scanning.Cycles.Awaiting().ShouldBeEmpty();
        _scanning.Alerts.ShouldBe(["finding.fixed: Fixed: it is bad"]);
        _scanning.Ask("SELECT body, dedupe_key FROM alerts").ShouldHaveSingleItem().ShouldBe(
        [
            "Host host-1, plugin web.\nit is bad\nOpen since 2026-01-02 03:05:05 UTC, gone at 2026-01-02 03:06:05 UTC, after 1m.\n" +
            "Fixed by the policy cure. A second look proves it.",
            $"finding.fixed:{_scanning.Finding.Id}",
        ]);
    }

    [Fact]
    public async Task An_attempt_is_refuted_by_a_look_that_still_sees_the_trouble()
    {
        var attempt = await AttemptAsync();
        var report = await _scanning.LookAsync(Scanning.Bad(title: "still bad"));

        report.Verifications.ShouldBe([new Verification(attempt, _scanning.Finding.Id, Verdict.NotFixed, "still bad")]);
        _scanning.Finding.State.ShouldBe(FindingState.Open);
        _scanning.Alerts.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_counted_since_before_the_attempt_ended_says_nothing_about_it()
    {
        var attempt = await AttemptAsync();
        var before = _scanning.Clock.GetUtcNow().AddSeconds(-1);
        _scanning.Check.Sees = (_, _) => Task.FromResult(new Look([Scanning.Source(Scanning.Bad() with { Since = before })]));
        var first = (CycleOutcome.Ran)await _scanning.PassTimeAsync(_scanning.RunAsync(CycleTrigger.Look));
        first.Report.Verifications.ShouldBeEmpty();
        _scanning.Check.Looks.ShouldBe(3, "it looked once more at once, for what came after the attempt");

        var report = await _scanning.LookAsync(Scanning.Bad(title: "still bad") with { Since = _scanning.Clock.GetUtcNow() });
        report.Verifications.ShouldBe([new Verification(attempt, _scanning.Finding.Id, Verdict.NotFixed, "still bad")]);
    }

    [Fact]
    public async Task What_must_be_well_for_a_while_is_fixed_after_that_while_and_not_before()
    {
        _scanning.Definition = _scanning.Definition with { ClearFor = TimeSpan.FromMinutes(3) };
        var attempt = await AttemptAsync();
        var looks = _scanning.Check.Looks;
        for (var minute = 1; minute < 3; minute++)
            (await _scanning.LookAsync(Scanning.Good())).Verifications.ShouldBeEmpty();
        (_scanning.Check.Looks - looks).ShouldBe(2, "a second later it would not have been well for longer");

        (await _scanning.LookAsync(Scanning.Good())).Verifications.ShouldBe([new Verification(attempt, _scanning.Finding.Id, Verdict.Fixed, null)]);
    }

    [Fact]
    public async Task A_look_that_saw_nothing_is_not_the_last_word_and_is_not_repeated_at_once()
    {
        var attempt = await AttemptAsync();
        var looks = _scanning.Check.Looks;
        var blind = await _scanning.LookAsync(Scanning.Blind("timed out after 10s", Scanning.Good()));

        blind.Verifications.ShouldBeEmpty();
        (_scanning.Check.Looks - looks).ShouldBe(1);
        _scanning.Cycles.Awaiting().ShouldHaveSingleItem().AttemptId.ShouldBe(attempt);
        (await _scanning.LookAsync(Scanning.Good())).Verifications.ShouldHaveSingleItem().Verdict.ShouldBe(Verdict.Fixed);
    }

    [Fact]
    public async Task Nobody_knows_after_ten_minutes_in_which_no_look_saw_anything()
    {
        var attempt = await AttemptAsync();
        var finding = _scanning.Finding.Id;
        for (var minute = 1; minute <= 10; minute++)
            (await _scanning.LookAsync(Scanning.Blind("no answer"))).Verifications.ShouldBeEmpty();
        var report = await _scanning.LookAsync(Scanning.Blind("timed out after 10s", Scanning.Good()));

        report.Verifications.ShouldBe([new Verification(attempt, finding, Verdict.Unknown, "timed out after 10s")]);
        _scanning.Alerts.ShouldBe(["finding.opened: Warning: no answer"]);
    }

    [Fact]
    public async Task A_bad_look_counts_even_when_it_is_incomplete()
    {
        await AttemptAsync();
        var report = await _scanning.LookAsync(Scanning.Blind("cut short", Scanning.Bad()));

        report.Verifications.ShouldHaveSingleItem().Verdict.ShouldBe(Verdict.NotFixed);
    }

    [Fact]
    public async Task What_was_resolved_before_the_attempt_ended_is_fixed()
    {
        await _scanning.LookAsync(Scanning.Bad());
        var order = _scanning.Finding;
        var attempt = _scanning.EndAttempt(order);
        // The look that resolved it had begun before the attempt ended, so it did not judge it.
        var early = _scanning.Cycles.Known("web").Single() with { State = FindingState.Resolved, ResolvedAt = _scanning.Clock.GetUtcNow() };
        var cycle = _scanning.Cycles.Begin("web", CycleTrigger.Schedule);
        _scanning.Cycles.Finish(cycle, new CycleResult([new("web", 1, null)], [new(early, ChangeKind.Resolved)], [], 0));

        (await _scanning.LookAsync(Scanning.Blind("no answer"))).Verifications.ShouldBeEmpty();
        var report = await _scanning.LookAsync(Scanning.Good());

        report.Verifications.ShouldBe([new Verification(attempt, order.Id, Verdict.Fixed, null)]);
        _scanning.Alerts.ShouldBe(["finding.fixed: Fixed: it is bad"]);
    }

    [Fact]
    public async Task An_old_episode_proves_nothing()
    {
        var attempt = await AttemptAsync();
        var old = _scanning.Finding;
        var gone = old with { State = FindingState.Resolved, ResolvedAt = _scanning.Clock.GetUtcNow() };
        var back = old with { Id = Guid.CreateVersion7(_scanning.Clock.GetUtcNow()), Episode = 2 };
        var cycle = _scanning.Cycles.Begin("web", CycleTrigger.Schedule);
        _scanning.Cycles.Finish(cycle, new CycleResult([new("web", 1, null)], [new(gone, ChangeKind.Resolved), new(back, ChangeKind.Reopened)], [], 0));

        var report = await _scanning.LookAsync(Scanning.Good());

        report.Verifications.ShouldBe(
            [new Verification(attempt, old.Id, Verdict.Unknown, "the finding was resolved before this look, and its trouble is back as a new episode")]);
    }

    [Fact]
    public async Task A_verdict_that_needs_more_good_looks_gets_them_at_once()
    {
        _scanning.Definition = _scanning.Definition with { ClearAfter = 3 };
        var attempt = await AttemptAsync();
        var looks = _scanning.Check.Looks;
        var report = await _scanning.PassTimeAsync(_scanning.LookAsync(Scanning.Good()));

        (_scanning.Check.Looks - looks).ShouldBe(3);
        report.Verifications.ShouldBe([new Verification(attempt, _scanning.Finding.Id, Verdict.Fixed, null)]);
        report.Changes.Select(change => change.Kind).ShouldBe([ChangeKind.SeenGood, ChangeKind.SeenGood, ChangeKind.Resolved]);
        _scanning.Ask("SELECT trigger FROM cycles ORDER BY started_at").Select(row => row[0]).ShouldBe(["schedule", "schedule", "look", "look"]);
    }

    [Fact]
    public async Task Without_an_attempt_nobody_is_in_a_hurry()
    {
        _scanning.Definition = _scanning.Definition with { ClearAfter = 3 };
        await _scanning.LookAsync(Scanning.Bad());
        var looks = _scanning.Check.Looks;
        await _scanning.LookAsync(Scanning.Good());

        (_scanning.Check.Looks - looks).ShouldBe(1);
    }

    [Fact]
    public async Task A_finding_without_a_policy_that_an_attempt_fixed_is_told_as_fixed_and_not_as_cleared()
    {
        _scanning.Definition = _scanning.Definition with { Policy = null };
        await AttemptAsync();
        await _scanning.LookAsync(Scanning.Good());

        _scanning.Alerts.ShouldBe(["finding.opened: Warning: it is bad", "finding.fixed: Fixed: it is bad"]);
    }

    public void Dispose() => _scanning.Dispose();
}
