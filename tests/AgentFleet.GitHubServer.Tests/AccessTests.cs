using System.Net;
using AgentFleet.Hub.State;

namespace AgentFleet.Hub.Tests;

public sealed class AccessTests
{
    [Fact]
    public async Task A_private_repository_is_not_there_for_those_who_may_not_read_it()
    {
        await using var site = await Site.StartAsync();
        var secret = site.World.AddRepository("acme/secret", isPrivate: true);
        async Task<int> StatusAsync(HubToken? token)
        {
            using var asking = new Asking(site.Server, token?.Value);
            return (int)(await asking.GetAsync("/repos/acme/secret")).Status;
        }

        (await StatusAsync(null)).ShouldBe(404);
        (await StatusAsync(site.Token)).ShouldBe(404);
        (await StatusAsync(site.World.AddToken(site.Ann).For(secret).With(("issues", "read")))).ShouldBe(404);
        secret.Grant(site.Ann, HubPermission.Read);
        (await StatusAsync(site.World.AddToken(site.Ann).For(secret).With(("issues", "read")))).ShouldBe(200);
        (await StatusAsync(site.World.AddToken(site.Ann, HubTokenKind.Classic).WithScopes("public_repo"))).ShouldBe(404);
        (await StatusAsync(site.World.AddToken(site.Ann, HubTokenKind.Classic).WithScopes("repo"))).ShouldBe(200);
    }

    [Fact]
    public async Task A_token_that_lacks_a_right_is_told_so_where_the_repository_is_known_to_it()
    {
        await using var site = await Site.StartAsync();
        var refused = await site.Ask.GetAsync("/repos/acme/shop/dependabot/alerts");
        (refused.Status, refused.Json.GetProperty("message").GetString())
            .ShouldBe((HttpStatusCode.Forbidden, "Resource not accessible by personal access token"));
        refused.Headers["x-accepted-github-permissions"].ShouldBe("vulnerability_alerts=read");
        (await site.Ask.PostAsync("/repos/acme/shop/labels", new { name = "new" })).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task An_unknown_an_ended_and_a_revoked_token_are_401()
    {
        await using var site = await Site.StartAsync();
        using var unknown = new Asking(site.Server, "ghp_nobody");
        (await unknown.GetAsync("/repos/acme/shop")).Json.GetProperty("message").GetString().ShouldBe("Bad credentials");

        site.Token.Until(site.Clock.GetUtcNow().AddSeconds(10));
        (await site.Ask.GetAsync("/user")).Headers["GitHub-Authentication-Token-Expiration"].ShouldBe("2026-01-02 03:04:15 UTC");
        site.Pass(10);
        (await site.Ask.GetAsync("/user")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        site.Server.Requests.Select(r => (r.Status, r.CostQuota)).ShouldBe([(401, false), (200, true), (401, false)]);
    }

    [Fact]
    public async Task A_classic_token_is_told_its_scopes()
    {
        await using var site = await Site.StartAsync();
        using var classic = new Asking(site.Server, site.World.AddToken(site.Ann, HubTokenKind.Classic).WithScopes("repo", "workflow").Value);
        (await classic.GetAsync("/user")).Headers["X-OAuth-Scopes"].ShouldBe("repo, workflow");
        (await site.Ask.GetAsync("/user")).Headers.ContainsKey("X-OAuth-Scopes").ShouldBeFalse();
    }

    [Theory]
    [InlineData(HubPermission.Admin, "admin", "admin")]
    [InlineData(HubPermission.Maintain, "write", "maintain")]
    [InlineData(HubPermission.Triage, "read", "triage")]
    [InlineData(HubPermission.None, "read", "read")]
    public async Task The_permission_of_a_user_is_told_in_old_and_new_words(HubPermission granted, string old, string role)
    {
        await using var site = await Site.StartAsync();
        site.Shop.Grant(site.World.User("ben"), granted);
        var answer = (await site.Ask.GetAsync("/repos/acme/shop/collaborators/ben/permission")).Json;
        (answer.GetProperty("permission").GetString(), answer.GetProperty("role_name").GetString()).ShouldBe((old, role));
        answer.GetProperty("user").GetProperty("id").GetInt64().ShouldBe(site.World.User("ben").Id);
    }

    [Fact]
    public async Task A_name_that_was_given_up_and_taken_by_another_is_another_user()
    {
        await using var site = await Site.StartAsync();
        var ben = site.World.User("ben");
        site.Shop.Grant(ben, HubPermission.Write);
        ben.Rename("benedict");
        var thief = site.World.User("ben");
        var answer = (await site.Ask.GetAsync("/repos/acme/shop/collaborators/ben/permission")).Json;
        answer.GetProperty("user").GetProperty("id").GetInt64().ShouldBe(thief.Id);
        answer.GetProperty("permission").GetString().ShouldBe("read");
    }

    [Fact]
    public async Task Who_does_not_say_who_asks_is_refused()
    {
        await using var site = await Site.StartAsync();
        site.Ask.Headers.UserAgent.Clear();
        (await site.Ask.GetAsync("/repos/acme/shop")).Text.ShouldContain("User-Agent");
    }
}
