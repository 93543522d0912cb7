using System.Text.Json.Nodes;
using AgentFleet.Workflows.Tests.Running;
using AgentFleet.Workflows.Tests.StandIn;

namespace AgentFleet.Workflows.Tests.FixLabel;

/// <summary>What is answered to whoever puts the fix label on an issue.</summary>
public sealed class FixLabelTests : IAsyncLifetime
{
    private const string Fix = Labelled.Fix;
    private const string Queued = "agentfleet:queued";
    private GitHubStandIn _github = null!;
    private StepRunner _runner = null!;

    public async ValueTask InitializeAsync()
    {
        _github = await GitHubStandIn.StartAsync();
        _runner = new("ai-fix.yml", _github);
        _github.Store.Permissions["ann"] = "admin";
        _github.Store.Permissions["ben"] = "write";
        _github.Store.Permissions["mallory"] = "read";
        _github.Store.Permissions["renovate[bot]"] = "write";
    }

    [Theory]
    [InlineData("ann")]
    [InlineData("ben")]
    public async Task Somebody_who_may_write_is_acknowledged(string login)
    {
        await _runner.SucceedAsync(Labelled.By(_github, login));
        _github.Writes.ShouldBe(["POST /labels", "POST /issues/1/labels", "POST /issues/1/comments"]);
        _github.Store.LabelsOf(1).ShouldBe([Fix, Queued]);
        _github.Store.CommentsOf(1).ShouldHaveSingleItem().ShouldBe($"""
            <!-- agentfleet queued -->
            `{login}` asked AgentFleet to fix this, and it is queued. Changing the title or the description from now on takes the order back: put the label `agentfleet:fix` on again after a change.
            """);
    }

    [Theory]
    [InlineData("mallory", "who may not write to this repository")]
    [InlineData("nobody-here", "who may not write to this repository")]
    [InlineData("renovate[bot]", "which is a bot and not named as one that may")]
    [InlineData(null, "whose account is gone")]
    public async Task Somebody_who_may_not_is_refused(string? login, string reason)
    {
        await _runner.SucceedAsync(Labelled.By(_github, login));
        _github.Store.LabelsOf(1).ShouldBeEmpty();
        _github.Store.CommentsOf(1).ShouldHaveSingleItem().ShouldBe($"""
            <!-- agentfleet refused -->
            The label `agentfleet:fix` was set by `{login ?? "somebody"}`, {reason}. It was taken off again and nothing was started. Somebody who may write to this repository can set it.
            """);
    }

    [Fact]
    public async Task It_is_refused_each_time_and_said_once()
    {
        foreach (var _ in Enumerable.Range(0, 3))
            await _runner.SucceedAsync(Labelled.By(_github, "mallory"));
        _github.Store.LabelsOf(1).ShouldBeEmpty();
        _github.Store.CommentsOf(1).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task It_is_acknowledged_once_however_often_it_is_set()
    {
        var first = Labelled.By(_github, "ann");
        await _runner.SucceedAsync(first);
        await _runner.SucceedAsync(first);
        _github.PageSize = 1;
        _github.Store.AddComment(1, "thanks", "ann");
        await _runner.SucceedAsync(Labelled.By(_github, "ben"));
        _github.Store.CommentsOf(1).Count(comment => comment.Contains("it is queued", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task A_comment_of_somebody_else_is_not_taken_for_ours()
    {
        var labelled = Labelled.By(_github, "mallory");
        _github.Store.AddComment(1, "<!-- agentfleet refused -->", "mallory");
        await _runner.SucceedAsync(labelled);
        _github.Store.CommentsOf(1).Count().ShouldBe(2);
    }

    [Fact]
    public async Task A_bot_may_when_it_is_named()
    {
        _runner.Settings["BOTS"] = "dependabot[bot], Renovate[bot]";
        await _runner.SucceedAsync(Labelled.By(_github, "renovate[bot]"));
        _github.Store.LabelsOf(1).ShouldBe([Fix, Queued]);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("Triage[bot]", true)]
    public async Task What_an_App_does_in_somebody_s_name_counts_by_the_App_s_name_too(string bots, bool stays)
    {
        _runner.Settings["BOTS"] = bots;
        var labelled = Labelled.By(_github, "ann");
        _github.Store.Events[1][0]["performed_via_github_app"] = new JsonObject { ["slug"] = "triage" };
        await _runner.SucceedAsync(labelled);
        _github.Store.LabelsOf(1).ShouldBe(stays ? [Fix, Queued] : []);
        _github.Store.CommentsOf(1).ShouldHaveSingleItem().ShouldContain(stays ? "it is queued" : "in whose name the App `triage` did it, which is not named as one that may");
    }

    [Theory]
    [InlineData("mallory", "ann", true)]
    [InlineData("ann", "mallory", false)]
    public async Task Who_set_it_last_answers_for_it_whichever_event_comes_first(string first, string last, bool stays)
    {
        _github.PageSize = 1;
        var older = Labelled.By(_github, first);
        _github.Store.AddEvent(1, "unlabeled", Fix, first);
        _github.Store.AddEvent(1, "labeled", "bug", "mallory");
        Labelled.By(_github, last, "AgentFleet:Fix");
        _github.Store.Issue(1)["labels"]!.AsArray().RemoveAt(0);
        await _runner.SucceedAsync(older);
        _github.Store.LabelsOf(1).ShouldBe(stays ? ["AgentFleet:Fix", Queued] : []);
    }

    [Fact]
    public async Task A_login_that_changed_hands_is_not_the_same_person()
    {
        var labelled = Labelled.By(_github, "ann");
        _github.Store.Events[1][0]["actor"]!["id"] = 4711;
        await _runner.SucceedAsync(labelled);
        _github.Store.LabelsOf(1).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_refused_is_not_queued_any_more()
    {
        await _runner.SucceedAsync(Labelled.By(_github, "ann"));
        await _runner.SucceedAsync(Labelled.By(_github, "mallory"));
        _github.Store.LabelsOf(1).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_label_that_is_gone_by_now_is_not_answered()
    {
        var labelled = Labelled.By(_github, "ann");
        _github.Store.Issue(1)["labels"]!.AsArray().Clear();
        _github.Store.AddEvent(1, "unlabeled", Fix, "ann");
        (await _runner.SucceedAsync(labelled)).ShouldBe("The label is not there any more.");
        _github.Writes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_closed_issue_is_not_queued()
    {
        var labelled = Labelled.By(_github, "ann");
        _github.Store.Issue(1)["state"] = "closed";
        await _runner.SucceedAsync(labelled);
        _github.Writes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_that_strangers_wrote_is_said_or_repeated()
    {
        _github.Store.AddIssue("::error::no\n@everyone", "${{ github.token }}", "mallory");
        (await _runner.SucceedAsync(Labelled.By(_github, "mallory"))).ShouldBe("Refused.");
        _github.Store.CommentsOf(1).Single().ShouldNotContain('@');
    }

    public ValueTask DisposeAsync() => _github.DisposeAsync();
}
