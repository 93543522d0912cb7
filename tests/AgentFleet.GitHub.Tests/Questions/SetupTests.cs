using System.Text;
using AgentFleet.GitHub.Tests.Server;

namespace AgentFleet.GitHub.Tests.Questions;

public sealed class SetupTests
{
    [Fact]
    public async Task A_file_is_read_as_the_text_that_it_is()
    {
        var lines = string.Join("\\n", Convert.ToBase64String(Encoding.UTF8.GetBytes("name: grüße\n" + new string('x', 100))).Chunk(60).Select(line => new string(line)));
        await using var world = await World.StartAsync(context => context.Json($$"""{"sha":"abc","type":"file","encoding":"base64","content":"{{lines}}\n"}"""));
        var file = (await world.RunAsync(new SetupRequests(world.Client).FileAsync(World.Shop, "a.yml", "main", World.Asking(), World.Stop))).ShouldBeOfType<Answer<FileContent>.Seen>().Value;
        (file.Sha, file.Text).ShouldBe(("abc", "name: grüße\n" + new string('x', 100)));
    }

    [Theory]
    [InlineData("none", "")]
    [InlineData("base64", "not base64!")]
    public async Task What_is_no_text_has_none(string encoding, string content)
    {
        await using var world = await World.StartAsync(context => context.Json($$"""{"sha":"abc","encoding":"{{encoding}}","content":"{{content}}"}"""));
        (await world.RunAsync(new SetupRequests(world.Client).FileAsync(World.Shop, "a.yml", "main", World.Asking(), World.Stop))).ShouldBeOfType<Answer<FileContent>.Seen>().Value.Text.ShouldBeNull();
    }

    [Fact]
    public async Task Changes_are_sent_as_github_wants_them()
    {
        await using var world = await World.StartAsync(context => context.Json(context.Request.Method == "PUT"
            ? """{"content":{"sha":"new"},"commit":{}}""" : """{"id":1,"number":9,"name":"l","ref":"refs/heads/b","object":{"type":"commit","sha":"c"},"updated_at":"2026-01-01T00:00:00Z"}""", 201));
        var setup = new SetupRequests(world.Client);
        var (shop, asking, stop) = (World.Shop, World.Asking(), World.Stop);

        (await setup.CreateLabelAsync(shop, "agentfleet:fix", "ededed", "\"please\"", asking, stop)).ShouldBeOfType<Answer<IssueLabel>.Seen>();
        (await setup.CreateBranchAsync(shop, "b", "c", asking, stop)).ShouldBeOfType<Answer<GitReference>.Seen>().Value.Target!.Sha.ShouldBe("c");
        (await setup.MoveBranchAsync(shop, "a/b", "c", asking, stop)).ShouldBeOfType<Answer<GitReference>.Seen>();
        (await setup.WriteFileAsync(shop, "a/b.yml", "x", "b", "Add it", null, asking, stop)).ShouldBeOfType<Answer<FileContent>.Seen>().Value.Sha.ShouldBe("new");
        (await setup.WriteFileAsync(shop, "a/b.yml", "x", "b", "Add it", "old", asking, stop)).ShouldBeOfType<Answer<FileContent>.Seen>();
        (await setup.OpenPullRequestAsync(shop, "t", "b", "from", "into", asking, stop)).ShouldBeOfType<Answer<PullRequest>.Seen>().Value.Number.ShouldBe(9);

        world.Server.Requests.Select(request => $"{request.Method} {request.Target} {request.Body}").ShouldBe(
        [
            """POST /repos/acme/shop/labels {"name":"agentfleet:fix","color":"ededed","description":"\u0022please\u0022"}""",
            """POST /repos/acme/shop/git/refs {"ref":"refs/heads/b","sha":"c"}""",
            """PATCH /repos/acme/shop/git/refs/heads/a/b {"sha":"c","force":false}""",
            """PUT /repos/acme/shop/contents/a/b.yml {"message":"Add it","content":"eA==","branch":"b"}""",
            """PUT /repos/acme/shop/contents/a/b.yml {"message":"Add it","content":"eA==","branch":"b","sha":"old"}""",
            """POST /repos/acme/shop/pulls {"title":"t","body":"b","head":"from","base":"into"}""",
        ]);
    }

    [Fact]
    public async Task A_probe_asks_for_as_little_as_can_be()
    {
        await using var world = await World.StartAsync(context => context.Json("[]"));
        var (probes, shop, asking, stop) = (new ReadProbes(world.Client), World.Shop, World.Asking(), World.Stop);
        (await probes.IssuesAsync(shop, asking, stop)).ShouldBeOfType<Answer<System.Text.Json.JsonElement>.Seen>();
        await probes.PullRequestsAsync(shop, asking, stop);
        await probes.ActionsAsync(shop, asking, stop);
        await probes.ChecksAsync(shop, "release/1", asking, stop);
        await probes.StatusesAsync(shop, "main", asking, stop);
        await probes.DependabotAsync(shop, asking, stop);
        await probes.CodeScanningAsync(shop, asking, stop);
        world.Server.Requests.Select(request => request.Target["/repos/acme/shop/".Length..]).ShouldBe(
        [
            "issues?per_page=1", "pulls?per_page=1", "actions/runs?per_page=1", "commits/release%2F1/check-runs?per_page=1",
            "commits/main/status?per_page=1", "dependabot/alerts?per_page=1", "code-scanning/alerts?per_page=1",
        ]);
    }

    [Fact]
    public async Task A_classic_token_tells_its_scopes()
    {
        await using var world = await World.StartAsync(context => context.Json("""{"id":7,"full_name":"acme/shop","permissions":{"admin":true}}""", 200, ("X-OAuth-Scopes", "repo, workflow")));
        var rights = (await world.RunAsync(new PermissionQuestions(world.Client).OfTokenAsync(World.Shop, World.Asking(), World.Stop))).ShouldBeOfType<Answer<TokenRights>.Seen>().Value;
        rights.Scopes.ShouldBe(["repo", "workflow"]);
        (rights.Repository!.Admin, rights.Granted).ShouldBe((true, null));
    }

    [Theory]
    [InlineData("acme/shop", true)]
    [InlineData("a-b_corp/.github", true)]
    [InlineData("acme", false)]
    [InlineData("acme/", false)]
    [InlineData("acme/a/b", false)]
    [InlineData("acme/..", false)]
    [InlineData("acme/.", false)]
    [InlineData("-acme/shop", false)]
    [InlineData("acme/shop\n", false)]
    [InlineData("acme/sh op", false)]
    public void A_repository_is_an_owner_and_a_name(string text, bool good) => RepositoryName.TryParse(text, out _).ShouldBe(good);
}
