using System.Text.Json.Nodes;
using AgentFleet.Ledger.Scanning;
using AgentFleet.Scanner.Checks;

namespace AgentFleet.Scanner.Tests.Judging;

/// <summary>A source that tells only of changes, and of what has ended by its own evidence.</summary>
public sealed class EndingTests
{
    private static readonly Identity Issue = new("github.issue", "acme/shop#1", "77/1");

    [Fact]
    public async Task What_it_does_not_mention_stays_as_it_is()
    {
        using var scanning = new Scanning();
        scanning.Definition = scanning.Definition with { ConfirmAfter = 3 };
        await scanning.LookAsync(Changes([Seen()]));
        var before = scanning.Finding;
        before.State.ShouldBe(FindingState.Open, "it is told of once");
        (await scanning.LookAsync(Changes([]))).Changes.ShouldBeEmpty();
        scanning.Finding.ShouldBe(before);
        (before.Kind, before.Subject, before.Fingerprint).ShouldBe(("github.issue", "acme/shop#1", "host-1:github.issue:77/1"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("page 2: 502")]
    public async Task What_it_says_has_ended_has_ended_at_once_whatever_else_it_could_not_see(string? incomplete)
    {
        using var scanning = new Scanning();
        scanning.Definition = scanning.Definition with { ClearAfter = 3, ClearFor = TimeSpan.FromHours(1) };
        await scanning.LookAsync(Changes([Seen()]));
        await scanning.LookAsync(Changes([], incomplete) with { Endings = [new(Issue.Kind, Issue.Key, "it was closed", IsCure: true)] });
        scanning.Cycles.Known("web").Single(finding => finding.Kind == "github.issue").State.ShouldBe(FindingState.Resolved);
        scanning.Ask("SELECT data ->> 'reason' FROM events WHERE kind = 'finding.resolved'").Single()[0].ShouldBe("it was closed");
    }

    [Theory]
    [InlineData(true, null, Verdict.Fixed)]
    [InlineData(true, "page 2: 502", Verdict.Fixed)]
    [InlineData(false, null, Verdict.Unknown)]
    public async Task An_attempt_is_proved_by_a_cure_and_by_no_other_end(bool isCure, string? incomplete, Verdict verdict)
    {
        using var scanning = new Scanning();
        await scanning.LookAsync(Changes([Seen()]));
        var attempt = scanning.EndAttempt(scanning.Finding);
        var report = await scanning.LookAsync(Changes([], incomplete) with { Endings = [new(Issue.Kind, Issue.Key, "so it is", isCure)] });
        var verification = report.Verifications.ShouldHaveSingleItem();
        (verification.AttemptId, verification.Verdict, verification.Reason).ShouldBe((attempt, verdict, isCure ? null : "so it is"));
    }

    [Fact]
    public async Task An_attempt_that_nothing_is_said_of_waits_for_a_day_and_no_longer()
    {
        using var scanning = new Scanning();
        await scanning.LookAsync(Changes([Seen()]));
        scanning.EndAttempt(scanning.Finding);
        (await scanning.LookAsync(Changes([]))).Verifications.ShouldBeEmpty();
        scanning.Clock.Advance(TimeSpan.FromDays(1));
        (await scanning.LookAsync(Changes([]))).Verifications.ShouldHaveSingleItem().Verdict.ShouldBe(Verdict.Unknown);
    }

    [Fact]
    public async Task The_end_of_something_else_ends_nothing()
    {
        using var scanning = new Scanning();
        await scanning.LookAsync(Changes([Seen()]));
        await scanning.LookAsync(Changes([]) with { Endings = [new(Issue.Kind, "77/2", "it was closed", IsCure: true), new("github.pull_request", Issue.Key, "it was closed", IsCure: true)] });
        scanning.Finding.State.ShouldBe(FindingState.Open);
    }

    [Fact]
    public async Task What_is_seen_bad_in_the_same_look_has_not_ended()
    {
        using var scanning = new Scanning();
        await scanning.LookAsync(Changes([Seen()]) with { Endings = [new(Issue.Kind, Issue.Key, "it was closed", IsCure: true)] });
        scanning.Finding.State.ShouldBe(FindingState.Open);
    }

    [Fact]
    public async Task Its_blindness_is_told_of_and_over_when_it_sees_again()
    {
        using var scanning = new Scanning();
        for (var looks = 0; looks < 3; looks++)
            await scanning.LookAsync(Changes([], "502"));
        scanning.Finding.Kind.ShouldBe("unknown");
        await scanning.LookAsync(Changes([]));
        scanning.Finding.State.ShouldBe(FindingState.Resolved);
    }

    [Fact]
    public async Task What_was_named_otherwise_keeps_its_finding()
    {
        using var scanning = new Scanning();
        await scanning.LookAsync(Changes([Seen()]));
        await scanning.LookAsync(Changes([Seen() with { Identity = Issue with { Subject = "acme/store#1" } }]));
        (scanning.Finding.Subject, scanning.Finding.Episode).ShouldBe(("acme/store#1", 1));
    }

    [Fact]
    public async Task Authority_that_is_lost_and_got_is_an_event_each_and_an_alert_once()
    {
        using var scanning = new Scanning();
        await scanning.LookAsync(Changes([Seen()]));
        foreach (var refused in new[] { "the text was changed", null, "the text was changed again" })
            await scanning.LookAsync(Changes([Seen() with { Refused = refused }]));
        scanning.Ask("SELECT kind || ': ' || (data ->> 'reason') FROM events WHERE kind LIKE 'finding.%' AND kind <> 'finding.opened' ORDER BY id").Select(row => row[0])
            .ShouldBe(["finding.refused: the text was changed", null, "finding.refused: the text was changed again"]);
        scanning.Alerts.ShouldBe(["finding.refused: Refused: mend this"]);
    }

    private static Observation Seen() => new(null, Level.Warning, "mend this", new JsonObject()) { Identity = Issue };

    private static SourceLook Changes(IReadOnlyList<Observation> seen, string? incomplete = null) => new("acme/shop", seen, incomplete) { TellsOnlyChanges = true };
}
