using AgentFleet.Ledger.Asking;
using AgentFleet.Ledger.Files;
using AgentFleet.Ledger.Fixing;
using AgentFleet.Ledger.Scanning;

namespace AgentFleet.Ledger.Tests.Scanning;

/// <summary>The view that everybody asks, once for each value of its status.</summary>
public sealed class FindingStatusTests : IDisposable
{
    private readonly World _world = new();

    [Fact]
    public void A_finding_that_is_not_confirmed_is_pending()
    {
        var finding = _world.Write(_world.Seen("/", state: FindingState.Pending), ChangeKind.Appeared);
        StatusOf(finding).ShouldBe(("pending", 0L, null));
    }

    [Fact]
    public void A_confirmed_finding_without_an_order_is_open() => StatusOf(_world.Open("/")).ShouldBe(("open", 0L, null));

    [Fact]
    public void A_finding_with_an_order_is_queued()
    {
        var finding = _world.Open("/");
        var order = _world.Order(finding);
        StatusOf(finding).ShouldBe(("queued", 0L, Times.Text(order.NextAttemptAt)));
    }

    [Fact]
    public void A_finding_under_an_attempt_is_fixing_even_when_somebody_mutes_it()
    {
        var finding = _world.Open("/");
        _world.Claim(_world.Order(finding));
        _world.Holds.Place(new(HoldKind.Mute, finding.Fingerprint, "known", "person:x", null));
        StatusOf(finding).ShouldBe(("fixing", 1L, null));
    }

    [Theory]
    [InlineData(OrderState.Verifying, "verifying")]
    [InlineData(OrderState.AwaitingReview, "awaiting_review")]
    [InlineData(OrderState.Escalated, "escalated")]
    [InlineData(OrderState.Refused, "refused")]
    [InlineData(OrderState.Done, "open")]
    public void After_an_attempt_it_is_where_the_order_is(OrderState state, string status)
    {
        var finding = _world.Open("/");
        _world.End(_world.Claim(_world.Order(finding))!, finding, new(state, null));
        StatusOf(finding).ShouldBe((status, 1L, null));
    }

    [Fact]
    public void A_finding_that_waits_for_its_next_try_says_until_when_and_an_attempt_that_does_not_count_is_not_counted()
    {
        var finding = _world.Open("/");
        var wait = _world.BackOff(TimeSpan.FromMinutes(5));
        _world.End(_world.Claim(_world.Order(finding))!, finding, wait, counted: false);
        StatusOf(finding).ShouldBe(("backing_off", 0L, Times.Text(wait.NextAttemptAt)));
    }

    [Fact]
    public void A_muted_finding_is_muted_until_it_is_not()
    {
        var finding = _world.Open("/");
        _world.Order(finding);
        _world.Holds.Place(new(HoldKind.Mute, finding.Fingerprint, "known", "person:x", null));
        StatusOf(finding).Status.ShouldBe("muted");
        _world.Holds.Lift(HoldKind.Mute, finding.Fingerprint, "person:x").ShouldBeTrue();
        StatusOf(finding).Status.ShouldBe("queued");
    }

    [Fact]
    public void A_finding_that_nobody_may_order_fixed_is_refused_and_says_why()
    {
        var finding = _world.Open("/");
        _world.Order(finding);
        _world.Write(finding with { Refused = "a stranger set the label" }, ChangeKind.Refused);
        StatusOf(finding).ShouldBe(("refused", 0L, null));
        _world.Reader().Ask("SELECT reason, refused FROM finding_status").Rows.ShouldHaveSingleItem().ShouldBe(["a stranger set the label", "a stranger set the label"]);
        _world.Write(finding, ChangeKind.Admitted);
        StatusOf(finding).Status.ShouldBe("queued");
    }

    [Fact]
    public void What_a_stranger_asked_for_stands_below_all_else_that_is_wrong()
    {
        foreach (var subject in Enumerable.Range(0, 12).Select(i => $"issue-{i}"))
            _world.Write(_world.Seen(subject, Severity.Critical) with { Refused = "a stranger set the label" }, ChangeKind.Opened);
        _world.Open("/", Severity.Info);
        var worst = _world.Reader().Ask(StatusQuestions.Since("host-1", _world.Now)).Single(part => part.Name == "worst").Answer;
        worst.Rows[0][worst.Columns.ToList().IndexOf("subject")].ShouldBe("/");
        worst.Rows[1][worst.Columns.ToList().IndexOf("reason")].ShouldBe("a stranger set the label");
    }

    [Fact]
    public void What_was_found_under_another_name_of_the_machine_is_told_apart_and_not_worked_on()
    {
        var finding = _world.Open("/");
        _world.Order(finding);
        using var renamed = LedgerFile.Open(_world.Ledger.State, "host-2", _world.Clock);
        var parts = _world.Reader().Ask(StatusQuestions.Since("host-2", _world.Now)).ToDictionary(part => part.Name, part => part.Answer.Rows);
        parts["elsewhere"].ShouldHaveSingleItem().ShouldBe(["host-1", 1L, Times.Text(finding.LastSeenAt)]);
        (parts["findings"].Count, parts["worst"].Count).ShouldBe((0, 0));
        new WorkStore(renamed).Due(["cure"], _world.Now, 9).ShouldBeEmpty();

        _world.Clock.Advance(TimeSpan.FromDays(8));
        new CycleStore(renamed).RetireElsewhere(_world.Now.AddDays(-7));
        _world.Reader().Ask("SELECT state FROM findings").Rows.ShouldHaveSingleItem().ShouldBe(["resolved"]);
        _world.Scalar<string>("SELECT data ->> 'reason' FROM events WHERE kind = 'finding.retired'").ShouldBe("nobody looks at host-1 any more");
    }

    [Fact]
    public void What_somebody_still_looks_at_under_another_name_stays()
    {
        _world.Open("/");
        using var renamed = LedgerFile.Open(_world.Ledger.State, "host-2", _world.Clock);
        new CycleStore(renamed).RetireElsewhere(_world.Now.AddDays(-7));
        _world.Reader().Ask("SELECT state FROM findings").Rows.ShouldHaveSingleItem().ShouldBe(["open"]);
    }

    [Fact]
    public void A_finding_that_is_gone_is_resolved_whatever_its_order_says()
    {
        var finding = _world.Open("/");
        _world.Order(finding);
        _world.Resolve(finding);
        StatusOf(finding).ShouldBe(("resolved", 0L, null));
    }

    [Fact]
    public void Each_episode_has_a_row_of_its_own()
    {
        var first = _world.Resolve(_world.Open("/"));
        var second = _world.Reopen(first);
        (StatusOf(first).Status, StatusOf(second).Status).ShouldBe(("resolved", "open"));
    }

    public void Dispose() => _world.Dispose();

    private (string Status, long Attempts, string? NextAttemptAt) StatusOf(Finding finding)
    {
        var row = _world.Reader().Ask("SELECT status, fix_attempts, next_attempt_at FROM finding_status WHERE finding_id = @id", new { id = finding.Id.ToString() })
            .Rows.ShouldHaveSingleItem();
        return ((string)row[0]!, (long)row[1]!, (string?)row[2]);
    }
}
