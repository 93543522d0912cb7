using AgentFleet.Ledger.Fixing;
using AgentFleet.Ledger.Scanning;

namespace AgentFleet.Scanner.Tests.Judging;

/// <summary>An attempt whose cause was withdrawn asks for a look, and has fixed nothing whatever that look sees.</summary>
public sealed class NeverRanTests : IDisposable
{
    private readonly Scanning _scanning = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_is_no_cure_whether_the_trouble_is_gone_or_not(bool isGone)
    {
        await _scanning.LookAsync(Scanning.Bad());
        Withdraw();
        await _scanning.LookAsync(isGone ? Scanning.Good() : Scanning.Bad());

        _scanning.Ask("SELECT verdict, reason FROM verifications").ShouldHaveSingleItem().ShouldBe(["unknown", "it never ran"]);
        _scanning.Alerts.ShouldNotContain(alert => alert.StartsWith("finding.fixed"));
        _scanning.Finding.State.ShouldBe(isGone ? FindingState.Resolved : FindingState.Open);
    }

    [Fact]
    public async Task A_blind_look_is_asked_for_again()
    {
        await _scanning.LookAsync(Scanning.Bad());
        Withdraw();
        await _scanning.LookAsync(Scanning.Blind("no answer"));
        _scanning.Cycles.Awaiting().ShouldHaveSingleItem().Ran.ShouldBeFalse();

        await _scanning.LookAsync(Scanning.Bad());
        _scanning.Cycles.Awaiting().ShouldBeEmpty();
    }

    public void Dispose() => _scanning.Dispose();

    private void Withdraw() => Attempts.End(
        _scanning.Ledger.File, _scanning.Finding, _scanning.Clock, new(Outcome.Canceled, "it was closed", Counted: false, WantsLook: true), new(OrderState.BackingOff, null)
        {
            NextAttemptAt = _scanning.Clock.GetUtcNow(),
        });
}
