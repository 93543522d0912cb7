using AgentFleet.Ledger.Alerting;
using AgentFleet.Ledger.Fixing;
using AgentFleet.Ledger.Scanning;

namespace AgentFleet.Ledger.Tests.Alerting;

public sealed class OutboxTests : IDisposable
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private readonly World _world = new();

    [Fact]
    public void An_alert_stands_in_the_ledger_with_the_change_that_it_reports()
    {
        var finding = _world.Seen("/");
        _world.Write(finding, ChangeKind.Opened, new(AlertKind.FindingOpened, "a", "title", "body"));
        var alert = _world.Outbox.Claim(Lease)!;
        alert.ShouldBe(new WaitingAlert(alert.Id, "finding.opened", 4, "title", "body", finding.Id, 1, alert.CreatedAt));
    }

    [Fact]
    public void A_key_is_written_once()
    {
        Append("a");
        Append("a");
        _world.Outbox.Claim(Lease).ShouldNotBeNull();
        _world.Outbox.Claim(Lease).ShouldBeNull();
    }

    [Fact]
    public void A_claimed_alert_is_nobody_elses_until_its_lease_is_over()
    {
        Append("a");
        var other = new Outbox(_world.Elsewhere(), "other");
        _world.Outbox.Claim(Lease).ShouldNotBeNull();
        other.Claim(Lease).ShouldBeNull();
        other.NextDue().ShouldBe(_world.Now + Lease);
        _world.Clock.Advance(Lease);
        other.Claim(Lease)!.Tries.ShouldBe(2);
    }

    [Fact]
    public void A_delayed_alert_waits_for_its_time()
    {
        Append("a");
        _world.Outbox.Delayed(_world.Outbox.Claim(Lease)!, "busy", _world.Now.AddMinutes(1));
        _world.Outbox.NextDue().ShouldBe(_world.Now.AddMinutes(1));
        _world.Outbox.Claim(Lease).ShouldBeNull();
        _world.Clock.Advance(TimeSpan.FromMinutes(1));
        _world.Outbox.Claim(Lease).ShouldNotBeNull();
    }

    [Fact]
    public void A_sent_alert_and_a_failed_one_wait_no_more_and_are_in_the_trail()
    {
        Append("a");
        Append("b");
        _world.Outbox.Sent(_world.Outbox.Claim(Lease)!);
        _world.Outbox.Failed(_world.Outbox.Claim(Lease)!, "403: forbidden");
        _world.Outbox.NextDue().ShouldBeNull();
        _world.Scalar<string>("SELECT group_concat(kind) FROM (SELECT kind FROM events ORDER BY id)").ShouldBe("alert.sent,alert.failed");
        _world.Scalar<string>("SELECT last_error FROM alerts WHERE state = 'failed'").ShouldBe("403: forbidden");
    }

    [Fact]
    public void An_alert_about_a_muted_finding_is_written_but_not_sent()
    {
        var finding = _world.Seen("/");
        _world.Holds.Place(new(HoldKind.Mute, finding.Fingerprint, "known", "person:x", _world.Now.AddMinutes(1)));
        _world.Write(finding, ChangeKind.Opened, new(AlertKind.FindingOpened, "a", "title", "body"));
        _world.Scalar<string>("SELECT state FROM alerts").ShouldBe("suppressed");
        _world.Outbox.NextDue().ShouldBeNull();

        _world.Clock.Advance(TimeSpan.FromMinutes(1));
        _world.Write(finding with { Severity = Severity.Critical }, ChangeKind.SeverityChanged, new(AlertKind.FindingOpened, "b", "title", "body"));
        _world.Scalar<string>("SELECT state FROM alerts WHERE dedupe_key = 'b'").ShouldBe("pending");
    }

    public void Dispose() => _world.Dispose();

    private void Append(string key) => _world.Outbox.Append(new(AlertKind.FindingOpened, key, "title", "body"));
}
