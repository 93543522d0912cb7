using AgentFleet.Hub.Faults;

namespace AgentFleet.Tests.GitHubSetup;

/// <summary>What an earlier time, or somebody else, has left behind.</summary>
public sealed class SetupAgainTests
{
    private const string Pulls = "/repos/{owner}/{repo}/pulls";

    [Theory]
    [InlineData("POST", "/repos/{owner}/{repo}/labels")]
    [InlineData("POST", "/repos/{owner}/{repo}/git/refs")]
    [InlineData("PUT", "/repos/{owner}/{repo}/contents/{path}")]
    [InlineData("POST", Pulls)]
    public async Task Killed_before_it_heard_of_a_change_it_completes_when_it_is_run_again(string method, string operation)
    {
        await using var site = await SetupSite.StartAllowedAsync();
        site.Server.Fail(new FaultOrder(GitHubFault.Hang) { Method = method, On = operation });
        await using (var killed = Service.Start(
            [.. Executable.Argv, "github", "setup", "acme/shop", "--state", site.Terminal.State, "--config", site.Terminal.Path("agentfleet.yaml")], site.Terminal.Path("home")))
        {
            // What hangs is its answer: the change has been made by then.
            await Eventually.BecomesTrueAsync(() => site.Server.Requests.Any(request => request.Method == method && Ends(request.Path, operation)));
            await killed.KillAsync();
        }
        site.Server.Heal();

        await site.PageAsync(0);

        (await site.PageAsync(0)).ShouldContain("there already     https://github.com/acme/shop/pull/1\n");
        site.Shop.Code.Read(SetupSite.Fix, SetupSite.Branch).ShouldBe(SetupSite.Shipped(SetupSite.Fix));
        site.Shop.Code.Read(SetupSite.Failure, SetupSite.Branch).ShouldBe(SetupSite.Shipped(SetupSite.Failure));
        site.Writes.Count(write => write.StartsWith("POST /repos/acme/shop/pulls", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Theory]
    [InlineData("POST", "/repos/{owner}/{repo}/labels")]
    [InlineData("POST", Pulls)]
    public async Task A_change_whose_answer_was_lost_is_looked_for_and_not_made_twice(string method, string operation)
    {
        await using var site = await SetupSite.StartAllowedAsync();
        site.Server.Fail(new FaultOrder(GitHubFault.Drop) { Method = method, On = operation, Times = 1 });

        (await site.PageAsync(0)).ShouldContain("https://github.com/acme/shop/pull/1\n");

        site.Writes.Count(write => write.StartsWith("POST /repos/acme/shop/labels", StringComparison.Ordinal)).ShouldBe(7);
        site.Writes.Count(write => write.StartsWith("POST /repos/acme/shop/pulls", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task A_file_that_differs_is_replaced_and_one_that_does_not_is_left()
    {
        await using var site = await SetupSite.StartAllowedAsync();
        site.SetUp();
        site.Shop.Code.Write(SetupSite.Fix, "on: issues\n");
        site.Shop.Code.Write(SetupSite.Failure, SetupSite.Shipped(SetupSite.Failure).ReplaceLineEndings("\r\n"));

        var page = await site.PageAsync(0);

        page.ShouldContain($"  differs           {SetupSite.Fix}\n  there already     {SetupSite.Failure}\n");
        site.Writes.ShouldBe(["POST /repos/acme/shop/git/refs 201", $"PUT /repos/acme/shop/contents/{SetupSite.Fix} 200", "POST /repos/acme/shop/pulls 201"]);
    }

    [Fact]
    public async Task An_open_pull_request_is_brought_up_to_date()
    {
        await using var site = await SetupSite.StartAllowedAsync();
        site.SetUp();
        site.Shop.Code.Write(SetupSite.Fix, "on: issues\n");
        site.Shop.Pulls.Open("Set it up", SetupSite.Branch, site.Ann);
        site.Shop.Code.Write(SetupSite.Fix, "older\n", SetupSite.Branch);

        (await site.PageAsync(0, "--dry-run")).ShouldContain("  would be updated  https://github.com/acme/shop/pull/1\n");
        (await site.PageAsync(0)).ShouldContain("  updated           https://github.com/acme/shop/pull/1\n");

        site.Shop.Code.Read(SetupSite.Fix, SetupSite.Branch).ShouldBe(SetupSite.Shipped(SetupSite.Fix));
        site.Writes.ShouldBe([$"PUT /repos/acme/shop/contents/{SetupSite.Fix} 200"]);
    }

    [Fact]
    public async Task A_pull_request_into_another_branch_does_not_count()
    {
        await using var site = await SetupSite.StartAllowedAsync();
        site.Shop.Code.Branch("old");
        site.Shop.Pulls.Open("Set it up", SetupSite.Branch, site.Ann, into: "old");

        (await site.PageAsync(0)).ShouldContain("  opened            https://github.com/acme/shop/pull/2\n");
    }

    [Fact]
    public async Task A_branch_left_from_long_ago_is_moved_on_first()
    {
        await using var site = await SetupSite.StartAllowedAsync();
        site.Shop.Code.Branch(SetupSite.Branch);
        site.Shop.Code.Write("README.md", "newer\n");

        (await site.PageAsync(0)).ShouldContain("  opened            https://github.com/acme/shop/pull/1\n");

        site.Shop.Code.Read("README.md", SetupSite.Branch).ShouldBe("newer\n");
        site.Writes.ShouldContain($"PATCH /repos/acme/shop/git/refs/heads/{SetupSite.Branch} 200");
    }

    [Fact]
    public async Task What_somebody_has_put_on_the_branch_stays_there()
    {
        await using var site = await SetupSite.StartAllowedAsync();
        site.Shop.Code.Write("mine.md", "mine\n", SetupSite.Branch);
        site.Shop.Code.Write("README.md", "newer\n");

        (await site.PageAsync(0)).ShouldContain("  opened            https://github.com/acme/shop/pull/1\n");

        site.Shop.Code.Read("mine.md", SetupSite.Branch).ShouldBe("mine\n");
        site.Writes.ShouldContain($"PATCH /repos/acme/shop/git/refs/heads/{SetupSite.Branch} 422");
    }

    [Fact]
    public async Task A_token_that_may_not_open_pull_requests_leaves_just_that_to_a_person()
    {
        await using var site = await SetupSite.StartAsync();
        site.Token.With(("issues", "write"), ("contents", "write"), ("workflows", "write"), ("pull_requests", "read"));

        var said = await site.JsonAsync(0);

        said.GetProperty("pull_request").GetProperty("state").GetString().ShouldBe("by_hand");
        said.GetProperty("by_hand").EnumerateArray().Select(line => line.GetString()).ShouldBe(
            ["gh pr create --head agentfleet/setup --title 'Set up the workflows of AgentFleet' --body '' --repo 127.0.0.1/acme/shop"]);
        site.Shop.Code.Read(SetupSite.Fix, SetupSite.Branch).ShouldNotBeNull();
    }

    [Fact]
    public async Task GitHub_out_of_order_is_a_failure_and_no_refusal()
    {
        await using var site = await SetupSite.StartAllowedAsync();
        site.Server.Fail(new FaultOrder(GitHubFault.InternalError) { Method = "PUT", On = "/repos/{owner}/{repo}/contents/{path}" });

        var page = await site.PageAsync(1);

        page.ShouldContain("  by hand           from agentfleet/setup: 500: Server Error\n");
        page.ShouldContain("  git fetch origin && git switch agentfleet/setup\n");
    }

    private static bool Ends(string path, string operation) => path.Contains(operation["/repos/{owner}/{repo}".Length..].Split("/{")[0], StringComparison.Ordinal);
}
