using System.Globalization;
using AgentFleet.Faults.Tests.Fleets;

namespace AgentFleet.Faults.Tests.Health;

[Trait("Category", "Slow")]
public sealed class ServiceTests(SystemdFleet systemd) : IClassFixture<SystemdFleet>
{
    [Fact]
    public async Task A_service_that_was_killed_is_found_and_started_again_and_that_is_proved()
    {
        Assert.SkipWhen(systemd.Machine is null, systemd.WhyNot);
        var fault = new Fault(systemd.Fleet, $"services/{SystemdFleet.Web}");
        await systemd.Machine!.RunAsync("systemctl", "kill", "--signal=KILL", SystemdFleet.Web);
        await UntilAsync(SystemdFleet.Web, "ActiveState", state => state == "failed");

        var found = await fault.FoundAsync();
        (found.Severity, found.Title).ShouldBe(("critical", $"{SystemdFleet.Web} has failed (signal)"));

        await fault.ProvedAsync("restart-service");
        (await systemd.Machine.RunAsync("systemctl", "is-active", SystemdFleet.Web)).ShouldBe("active\n");
    }

    [Fact]
    public async Task A_oneshot_that_has_failed_is_left_alone_and_a_person_is_called()
    {
        Assert.SkipWhen(systemd.Machine is null, systemd.WhyNot);
        var fault = new Fault(systemd.Fleet, $"services/{SystemdFleet.Piece}");
        await systemd.Machine!.RunAsync("systemctl", "start", "--no-block", SystemdFleet.Piece);
        await UntilAsync(SystemdFleet.Piece, "ActiveState", state => state == "failed");

        var found = await fault.FoundAsync();
        found.Title.ShouldBe($"{SystemdFleet.Piece} has failed (exit-code)");

        await systemd.Fleet.UntilAsync("a person was called", () => Count("SELECT count(*) FROM alerts WHERE kind = 'finding.escalated' AND finding_id = @Id", found) == 1);
        Count("SELECT count(*) FROM fix_attempts WHERE finding_id = @Id AND outcome = 'failed' AND outcome_reason LIKE '%does a piece of work once%'", found).ShouldBe(2);
        Count("SELECT count(*) FROM findings WHERE id = @Id AND state = 'open'", found).ShouldBe(1);
        (await File.ReadAllLinesAsync(systemd.Runs, TestContext.Current.CancellationToken)).ShouldBe(["run"]);
    }

    [Fact]
    public async Task A_service_that_is_restarted_again_and_again_is_found_and_in_the_end_a_person_is_called()
    {
        Assert.SkipWhen(systemd.Machine is null, systemd.WhyNot);
        var fault = new Fault(systemd.Fleet, $"services/{SystemdFleet.Loop}");
        await systemd.Machine!.RunAsync("systemctl", "start", "--no-block", SystemdFleet.Loop);
        await UntilAsync(SystemdFleet.Loop, "NRestarts", count => int.Parse(count, CultureInfo.InvariantCulture) >= 3);

        var found = await fault.FoundAsync();
        found.Severity.ShouldBe("warning");
        found.Evidence["restarts"]!.GetValue<long>().ShouldBeGreaterThanOrEqualTo(3);

        // To start it once more is of no use, and a look right after that is not taken for a cure.
        await systemd.Fleet.UntilAsync("a person was called", $"SELECT count(*) FROM alerts WHERE kind = 'finding.escalated' AND dedupe_key LIKE '%/{SystemdFleet.Loop}:%'");
        Count("SELECT count(*) FROM verifications v JOIN fix_attempts a ON a.id = v.attempt_id WHERE v.verdict = 'fixed' AND a.finding_id = @Id", found).ShouldBe(0);
        await systemd.Machine.RunAsync("systemctl", "stop", SystemdFleet.Loop);
    }

    /// <summary>What systemctl is told to do takes systemd a moment.</summary>
    private async Task UntilAsync(string unit, string property, Func<string, bool> holds)
    {
        for (var tries = 0; !holds((await systemd.Machine!.RunAsync("systemctl", "show", "--value", $"--property={property}", unit)).Trim()); tries++)
        {
            tries.ShouldBeLessThan(1000, $"{unit} did not become what it should");
            await Patience.ForAsync(TimeSpan.FromMilliseconds(50));
        }
    }

    private long Count(string sql, FindingRow finding) => systemd.Fleet.Ledger.Number(sql, finding);
}
