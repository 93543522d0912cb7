using AgentFleet.Hub.Faults;
using AgentFleet.Hub.State;

namespace AgentFleet.Scanner.Tests.Checks.GitHub.PullRequests;

public sealed class ReviewTests
{
    [Fact]
    public async Task Changes_count_when_somebody_who_may_write_asks_for_them()
    {
        await using var watched = await Watched.StartAsync();
        var pull = PullRequestTests.Open(watched);
        pull.Review(watched.Stranger, HubReviewState.ChangesRequested);
        await watched.LookAsync();
        watched.Live.ShouldBeEmpty("a stranger's word");
        pull.Review(watched.Ann, HubReviewState.ChangesRequested);
        await watched.LookAsync();
        (watched.Finding.Title, PullRequestTests.Needs(watched.Finding)).ShouldBe(("Changes were requested: Mend the cart", "changes_requested"));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("bots: [\"review[bot]\"]", true)]
    public async Task A_bot_counts_by_its_name_only(string options, bool counts)
    {
        await using var watched = await Watched.StartAsync(options);
        var bot = watched.World.User("review[bot]");
        watched.Shop.Grant(bot, HubPermission.Admin);
        PullRequestTests.Open(watched).Review(bot, HubReviewState.ChangesRequested);
        await watched.LookAsync();
        watched.Live.Any().ShouldBe(counts);
    }

    [Theory]
    [InlineData("approved", true)]
    [InlineData("dismissed", true)]
    [InlineData("answered by a commit", true)]
    [InlineData("asked to look again", true)]
    [InlineData("commented", false)]
    [InlineData("approved by another", false)]
    [InlineData("begun anew", false)]
    public async Task The_last_word_of_each_person_counts_for_as_long_as_it_is_our_turn(string what, bool ends)
    {
        await using var watched = await Watched.StartAsync();
        var pull = PullRequestTests.Open(watched);
        var review = pull.Review(watched.Ann, HubReviewState.ChangesRequested);
        await watched.LookAsync();
        watched.Live.Count.ShouldBe(1);
        switch (what)
        {
            case "approved":
                pull.Review(watched.Ann, HubReviewState.Approved);
                break;
            case "dismissed":
                pull.Dismiss(review);
                break;
            case "answered by a commit":
                pull.Push();
                break;
            case "asked to look again":
                pull.AskForReview(watched.Ann);
                break;
            case "commented":
                pull.Review(watched.Ann, HubReviewState.Commented);
                break;
            case "begun anew":
                pull.Review(watched.Ann, HubReviewState.Pending);
                break;
            default:
                pull.Review(watched.Shop.Owner, HubReviewState.Approved);
                break;
        }
        await watched.LookAsync();
        await watched.LookAsync();
        watched.Live.Any().ShouldBe(!ends);
    }

    [Fact]
    public async Task A_permission_that_cannot_be_found_out_says_nothing_and_is_asked_again()
    {
        await using var watched = await Watched.StartAsync();
        var pull = PullRequestTests.Open(watched);
        await watched.LookAsync();
        await watched.LookAsync();
        pull.Review(watched.Ann, HubReviewState.ChangesRequested);
        watched.Server.Fail(GitHubFault.Forbidden, "/repos/{owner}/{repo}/collaborators/{username}/permission");
        await watched.LookAsync();
        await watched.LookAsync();
        watched.Live.Where(finding => finding.Kind != "unknown").ShouldBeEmpty();
        watched.Blind.ShouldHaveSingleItem().ShouldStartWith("acme/shop: the permission of ann: ");
        watched.Server.Heal();
        await watched.LookAsync();
        watched.Live.ShouldContain(finding => finding.Kind == "github.pull_request");
    }

    [Fact]
    public async Task A_reviewer_who_is_not_named_ends_nothing()
    {
        await using var watched = await Watched.StartAsync();
        PullRequestTests.Open(watched).Review(watched.Ann, HubReviewState.ChangesRequested);
        await watched.LookAsync();
        watched.Server.Fail(GitHubFault.NullUsers, "/repos/acme/shop/pulls*");
        await watched.LookAtAllAsync();
        watched.Live.Count.ShouldBe(1);
    }
}
