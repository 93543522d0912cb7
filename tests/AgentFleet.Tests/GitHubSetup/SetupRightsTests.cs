using System.Security.Cryptography;
using System.Text.Json;
using AgentFleet.Hub.State;

namespace AgentFleet.Tests.GitHubSetup;

/// <summary>What setting up tells of each kind of token.</summary>
public sealed class SetupRightsTests
{
    [Fact]
    public async Task A_classic_token_is_told_what_it_lacks_and_what_is_too_much_before_anything_is_begun()
    {
        await using var site = await SetupSite.StartAsync(isPrivate: true);
        site.Configure(site.Server.World.AddToken(site.Ann, HubTokenKind.Classic).WithScopes("repo", "admin:org", "read:org", "gist").Value);

        var said = await site.JsonAsync(0);

        said.GetProperty("token").GetString().ShouldBe("classic");
        Rights(said, "missing").ShouldBe(["Workflows: write: needs the scope workflow"]);
        Rights(said, "too_much").ShouldBe(
        [
            "repo: it reaches every repository of its person; a fine-grained token or an App can be held to this one",
            "admin:org: not needed", "read:org: not needed", "gist: not needed",
        ]);
        Rights(said, "not_known").ShouldBeEmpty();
        site.Writes.Distinct().ShouldBe(["POST /repos/acme/shop/labels 201"]);
    }

    [Fact]
    public async Task Two_scopes_are_all_that_a_public_repository_asks_for()
    {
        await using var site = await SetupSite.StartAsync();
        site.Configure(site.Server.World.AddToken(site.Ann, HubTokenKind.Classic).WithScopes("public_repo", "workflow").Value);

        var said = await site.JsonAsync(0);

        said.GetProperty("pull_request").GetProperty("state").GetString().ShouldBe("opened");
        (Rights(said, "missing").Count, Rights(said, "too_much").Count).ShouldBe((0, 0));
    }

    [Fact]
    public async Task An_App_is_told_its_rights_one_by_one()
    {
        await using var site = await SetupSite.StartAsync(isPrivate: true);
        using var key = RSA.Create(2048);
        var app = site.Server.World.AddApp("agentfleet", key.ExportSubjectPublicKeyInfoPem());
        var installation = app.Install(site.Shop.Owner, new Dictionary<string, string>
        {
            ["issues"] = "write",
            ["contents"] = "write",
            ["pull_requests"] = "write",
            ["actions"] = "write",
            ["checks"] = "read",
            ["administration"] = "write",
            ["secrets"] = "read",
            ["members"] = "read",
        });
        var file = site.Terminal.Write("key.pem", key.ExportPkcs8PrivateKeyPem());
        site.Configure($"{{ id: {app.Id}, installation: {installation.Id}, key_file: {file} }}");

        var said = await site.JsonAsync(0);

        said.GetProperty("token").GetString().ShouldBe("app");
        Rights(said, "missing").ShouldBe(
        [
            "Commit statuses: read: 403: Resource not accessible by integration (needs statuses=read)", "Workflows: write: the token has no such right",
        ]);
        Rights(said, "too_much").ShouldBe(["actions: write: to read is enough", "administration: write: not needed", "members: read: not needed", "secrets: read: not needed"]);
        said.GetProperty("pull_request").GetProperty("note").GetString().ShouldBe("Workflows: write: the token has no such right");
        site.Writes.ShouldNotContain(write => write.Contains("git/refs"));
    }

    [Fact]
    public async Task Of_a_fine_grained_token_nothing_is_claimed_that_was_not_tried()
    {
        await using var site = await SetupSite.StartAsync(isPrivate: true);
        site.Token.With(("issues", "read"), ("contents", "read"), ("pull_requests", "read"), ("actions", "read"), ("statuses", "read"), ("vulnerability_alerts", "read"));

        var said = await site.JsonAsync(0, "--dry-run");

        said.GetProperty("token").GetString().ShouldBe("fine_grained");
        Rights(said, "missing").ShouldBe(["Checks: read: GitHub gives this right to Apps, and to no fine-grained token"]);
        Rights(said, "not_known").ShouldBe([.. new[] { "Issues", "Contents", "Workflows", "Pull requests" }.Select(name => $"{name}: write: GitHub tells only who writes")]);
        Rights(said, "optional").Count.ShouldBe(1);
        Rights(said, "too_much").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_person_who_may_only_read_is_told_so_before_anything_is_tried()
    {
        await using var site = await SetupSite.StartAllowedAsync();
        site.Shop.Grant(site.Ann, HubPermission.Triage);

        var said = await site.JsonAsync(1);

        Rights(said, "missing").ShouldBe([.. new[] { "Issues", "Contents", "Workflows", "Pull requests" }.Select(name => $"{name}: write: its person may not write to this repository")]);
        site.Writes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_token_a_dry_run_tells_what_everybody_may_see()
    {
        await using var site = await SetupSite.StartAsync();
        site.Configure(token: null);

        var said = await site.JsonAsync(1, "--dry-run");

        said.GetProperty("token").GetString().ShouldBe("none");
        said.GetProperty("workflows")[0].GetProperty("state").GetString().ShouldBe("missing");
        said.GetProperty("labels")[0].GetProperty("note").GetString().ShouldBe("there is no token");
        site.Writes.ShouldBeEmpty();
    }

    private static IReadOnlyList<string> Rights(JsonElement said, string state) =>
        [.. said.GetProperty("rights").EnumerateArray().Where(right => right.GetProperty("state").GetString() == state)
            .Select(right => $"{right.GetProperty("name").GetString()}: {right.GetProperty("note").GetString()}")];
}
