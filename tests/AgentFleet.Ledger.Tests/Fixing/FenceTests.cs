using AgentFleet.Ledger.Alerting;
using AgentFleet.Ledger.Fixing;
using AgentFleet.Ledger.Scanning;

namespace AgentFleet.Ledger.Tests.Fixing;

public sealed class FenceTests : IDisposable
{
    private static readonly AttemptEnd Done = new(Outcome.Succeeded, "done", Counted: true, WantsLook: true)
    {
        Turns = 7,
        InputTokens = 1000,
        OutputTokens = 200,
        CostUsd = 0.25m,
    };

    private readonly World _world = new();
    private readonly Finding _finding;
    private readonly Attempt _attempt;

    public FenceTests()
    {
        _finding = _world.Open("/");
        _attempt = _world.Claim(_world.Order(_finding))!;
    }

    [Fact]
    public void An_attempt_ends_with_all_that_it_cost()
    {
        End(_attempt).ShouldBeTrue();
        var row = _world.Reader().Ask("SELECT outcome, outcome_reason, counted, wants_look, turns, input_tokens, output_tokens, cost_usd FROM fix_attempts").Rows[0];
        row.ShouldBe(["succeeded", "done", 1L, 1L, 7L, 1000L, 200L, 0.25]);
        _world.OrderOf(_finding).State.ShouldBe(OrderState.Verifying);
        _world.Attempts.Live().ShouldBeEmpty();
        _world.Scalar<int>("SELECT count(*) FROM agent_sessions WHERE ended_at IS NULL").ShouldBe(0);
    }

    [Fact]
    public void An_attempt_ends_once()
    {
        End(_attempt).ShouldBeTrue();
        End(_attempt).ShouldBeFalse();
    }

    [Fact]
    public void An_adopted_attempt_cannot_be_ended_or_written_to_by_its_old_owner()
    {
        var adopted = new AttemptStore(_world.Elsewhere()).Adopt(_attempt, "heir")!;
        (adopted.Owner, adopted.Fence).ShouldBe(("heir", 2));

        End(_attempt).ShouldBeFalse();
        _world.Attempts.RecordProcess(_attempt, "1 2").ShouldBeFalse();
        _world.OrderOf(_finding).State.ShouldBe(OrderState.Fixing);

        _world.Attempts.RecordProcess(adopted, "3 4").ShouldBeTrue();
        _world.Attempts.Live().ShouldHaveSingleItem().Process.ShouldBe("3 4");
        End(adopted).ShouldBeTrue();
    }

    [Fact]
    public void Only_one_heir_adopts()
    {
        _world.Attempts.Adopt(_attempt, "heir").ShouldNotBeNull();
        _world.Attempts.Adopt(_attempt, "other").ShouldBeNull();
    }

    [Fact]
    public void An_attempt_that_has_ended_is_not_adopted()
    {
        End(_attempt);
        _world.Attempts.Adopt(_attempt, "heir").ShouldBeNull();
    }

    [Fact]
    public void An_end_can_place_a_hold_and_ring_the_phone_in_the_same_transaction()
    {
        var hold = new NewHold(HoldKind.Limit, "claude", "usage limit", "supervisor", _world.Now.AddHours(1))
        {
            Alert = new(AlertKind.UsageLimitBegun, "limit", "Usage limit", "until later"),
        };
        _world.Attempts.End(_attempt, new(Outcome.Deferred, "limit", Counted: false, WantsLook: false), _world.OrderOf(_finding), _world.BackOff(TimeSpan.FromHours(1)), hold)
            .ShouldBeTrue();
        _world.Holds.InForce().ShouldHaveSingleItem().Kind.ShouldBe(HoldKind.Limit);
        _world.Outbox.Claim(TimeSpan.FromSeconds(1))!.Kind.ShouldBe("usage_limit.begun");
    }

    [Fact]
    public void An_end_that_is_not_ours_writes_nothing_else_either()
    {
        _world.Attempts.Adopt(_attempt, "heir");
        var events = _world.Scalar<int>("SELECT count(*) FROM events");
        _world.Attempts.End(_attempt, Done, _world.OrderOf(_finding), new(OrderState.Verifying, null), new(HoldKind.Limit, "claude", "x", "supervisor", null))
            .ShouldBeFalse();
        _world.Holds.InForce().ShouldBeEmpty();
        _world.Scalar<int>("SELECT count(*) FROM events").ShouldBe(events);
    }

    public void Dispose() => _world.Dispose();

    private bool End(Attempt attempt) => _world.Attempts.End(attempt, Done, _world.OrderOf(_finding), new(OrderState.Verifying, null));
}
