using System.Net;
using System.Text;
using AgentFleet.Hub.State;

namespace AgentFleet.Hub.Tests;

/// <summary>What <c>agentfleet github setup</c> asks, from its branch to its pull request.</summary>
public sealed class SetupTests
{
    private const string Repo = "/repos/acme/shop";
    private const string Workflow = ".github/workflows/ai-fix.yml";
    private static readonly string Content = Convert.ToBase64String(Encoding.UTF8.GetBytes("on: issues\n"));

    [Fact]
    public async Task Labels_a_branch_a_file_and_a_pull_request_can_be_made()
    {
        await using var site = await Site.StartAsync();
        site.Token.With(("issues", "write"), ("contents", "write"), ("workflows", "write"), ("pull_requests", "write"));
        (await site.Ask.GetAsync(Repo)).Json.GetProperty("permissions").GetProperty("push").GetBoolean().ShouldBeTrue();
        (await site.Ask.PostAsync($"{Repo}/labels", new { name = "agentfleet:fix", color = "d73a4a" })).Status.ShouldBe(HttpStatusCode.Created);
        (await site.Ask.PostAsync($"{Repo}/labels", new { name = "AGENTFLEET:fix" })).Text.ShouldContain("already_exists");

        var head = (await site.Ask.GetAsync($"{Repo}/git/ref/heads/main")).Json.GetProperty("object").GetProperty("sha").GetString();
        (await site.Ask.PostAsync($"{Repo}/git/refs", new { @ref = "refs/heads/agentfleet/setup", sha = head })).Status.ShouldBe(HttpStatusCode.Created);
        (await site.Ask.PostAsync($"{Repo}/git/refs", new { @ref = "refs/heads/agentfleet/setup", sha = head })).Text.ShouldContain("Reference already exists");
        (await PutAsync(site, new { message = "Add", content = Content, branch = "agentfleet/setup" })).Status.ShouldBe(HttpStatusCode.Created);
        site.Shop.Code.Read(Workflow, "agentfleet/setup").ShouldBe("on: issues\n");
        site.Shop.Code.Read(Workflow).ShouldBeNull();

        var pull = await site.Ask.PostAsync($"{Repo}/pulls", new { title = "Set up", head = "agentfleet/setup", @base = "main" });
        (pull.Status, pull.Json.GetProperty("user").GetProperty("login").GetString()).ShouldBe((HttpStatusCode.Created, "ann"));
        (await site.Ask.PostAsync($"{Repo}/pulls", new { title = "Set up", head = "agentfleet/setup", @base = "main" })).Text.ShouldContain("already exists");
    }

    [Fact]
    public async Task A_file_is_replaced_only_by_who_knows_what_it_was()
    {
        await using var site = await Site.StartAsync();
        site.Token.With(("contents", "write"), ("workflows", "write"));
        site.Shop.Code.Write(Workflow, "old");
        (await PutAsync(site, new { message = "Change", content = Content })).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await PutAsync(site, new { message = "Change", content = Content, sha = "other" })).Status.ShouldBe(HttpStatusCode.Conflict);
        var sha = (await site.Ask.GetAsync($"{Repo}/contents/{Workflow}")).Json.GetProperty("sha").GetString();
        (await PutAsync(site, new { message = "Change", content = Content, sha })).Status.ShouldBe(HttpStatusCode.OK);
        (await site.Ask.GetAsync($"{Repo}/contents/.github/workflows")).Json.GetArrayLength().ShouldBe(1);
        (await site.Ask.GetAsync($"{Repo}/contents/nothing")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_branch_is_moved_on_and_never_away_from_what_it_holds()
    {
        await using var site = await Site.StartAsync();
        site.Token.With(("contents", "write"));
        site.Shop.Code.Branch("mend");
        var on = site.Shop.Code.Commit("main");
        (await site.Ask.SendAsync(HttpMethod.Patch, $"{Repo}/git/refs/heads/mend", new { sha = on })).Status.ShouldBe(HttpStatusCode.OK);
        site.Shop.Code.Head("mend").ShouldBe(on);
        var own = site.Shop.Code.Commit("mend");
        site.Shop.Code.Commit("main");
        (await site.Ask.SendAsync(HttpMethod.Patch, $"{Repo}/git/refs/heads/mend", new { sha = site.Shop.Code.Head() })).Text.ShouldContain("not a fast forward");
        (await site.Ask.SendAsync(HttpMethod.Patch, $"{Repo}/git/refs/heads/none", new { sha = on })).Text.ShouldContain("Reference does not exist");
        site.Shop.Code.Head("mend").ShouldBe(own);
        (await site.Ask.SendAsync(HttpMethod.Patch, $"{Repo}/git/refs/heads/mend", new { sha = on, force = true })).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_workflow_asks_for_a_right_of_its_own()
    {
        await using var site = await Site.StartAsync();
        site.Token.With(("contents", "write"));
        (await PutAsync(site, new { message = "Add", content = Content })).Status.ShouldBe(HttpStatusCode.Forbidden);
        using var classic = new Asking(site.Server, site.World.AddToken(site.Ann, HubTokenKind.Classic).WithScopes("repo").Value);
        (await classic.SendAsync(HttpMethod.Put, $"{Repo}/contents/{Workflow}", new { message = "Add", content = Content })).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_archived_repository_can_only_be_read()
    {
        await using var site = await Site.StartAsync();
        site.Token.With(("issues", "write"));
        site.Shop.Archive();
        (await site.Ask.PostAsync($"{Repo}/labels", new { name = "new" })).Text.ShouldContain("archived");
        (await site.Ask.GetAsync(Repo)).Json.GetProperty("archived").GetBoolean().ShouldBeTrue();
    }

    private static Task<Reply> PutAsync(Site site, object body) => site.Ask.SendAsync(HttpMethod.Put, $"{Repo}/contents/{Workflow}", body);
}
