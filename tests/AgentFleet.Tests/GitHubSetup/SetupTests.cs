namespace AgentFleet.Tests.GitHubSetup;

/// <summary>What <c>agentfleet github setup</c> does, and how it ends, by the real executable.</summary>
public sealed class SetupTests
{
    [Fact]
    public async Task A_second_time_finds_its_pull_request_and_changes_nothing()
    {
        await using var site = await SetupSite.StartAllowedAsync();
        await site.PageAsync(0);
        site.Server.ForgetRequests();

        (await site.PageAsync(0)).ShouldContain("""
            pull request
              there already     https://github.com/acme/shop/pull/1
            """);

        site.Writes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_fix_label_of_ones_own_is_made_and_written_into_its_workflow()
    {
        await using var site = await SetupSite.StartAllowedAsync();
        site.Configure(site.Token.Value, "fix_label: please mend");
        const string line = "if: \"github.event.label.name == 'please mend'\"";

        (await site.PageAsync(0)).ShouldContain("  created           please mend\n  created           agentfleet:queued\n");

        site.Shop.Code.Read(SetupSite.Fix, SetupSite.Branch)!.ShouldContain(line);
        site.Shop.Code.Read(SetupSite.Failure, SetupSite.Branch).ShouldBe(SetupSite.Shipped(SetupSite.Failure));
        (await site.PageAsync(0)).ShouldContain("  there already     https://github.com/acme/shop/pull/1\n");
        site.Token.With(("contents", "read"));
        site.Shop.Code.Write(SetupSite.Fix, "other\n", SetupSite.Branch);
        (await site.PageAsync(0)).ShouldContain($"  # write into {SetupSite.Fix}, in place of its line if:   {line}\n");
    }

    [Fact]
    public async Task A_token_that_may_write_nothing_fails_for_the_labels()
    {
        await using var site = await SetupSite.StartAsync();
        site.Token.With(("issues", "read"));

        var said = await site.JsonAsync(1);

        said.GetProperty("done").GetBoolean().ShouldBeFalse();
        said.GetProperty("labels")[0].GetProperty("note").GetString().ShouldBe("403: Resource not accessible by personal access token (needs issues=write; pull_requests=write)");
        site.Writes.ShouldBe(["POST /repos/acme/shop/labels 403", "POST /repos/acme/shop/git/refs 403"]);
    }

    [Theory]
    [InlineData("acme/none", "acme/none: it is not there, or the token may not see it\n")]
    [InlineData("acme/old", "acme/old is archived: it can only be read, so there is nothing to set up\n")]
    public async Task What_cannot_be_set_up_is_said_in_one_line(string repository, string message)
    {
        await using var site = await SetupSite.StartAllowedAsync();
        site.Server.World.AddRepository("acme/old").Archive();

        var result = await site.Terminal.RunAsync("github", "setup", repository);

        (result.Code, result.Output, result.Errors).ShouldBe((1, "", message));
        site.Writes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_token_that_is_no_good_any_more_is_said()
    {
        await using var site = await SetupSite.StartAllowedAsync();
        site.Token.Revoke();
        var result = await site.RunAsync();
        (result.Code, result.Output, result.Errors).ShouldBe((1, "", "acme/shop: 401: Bad credentials\n"));
    }

    [Theory]
    [InlineData("shop", "\"shop\" is not a repository; write OWNER/REPO, such as acme/shop\n")]
    [InlineData("https://github.com/acme/shop", "\"https://github.com/acme/shop\" is not a repository; write OWNER/REPO, such as acme/shop\n")]
    [InlineData("acme/..", "\"acme/..\" is not a repository; write OWNER/REPO, such as acme/shop\n")]
    public async Task A_name_that_is_no_repository_is_wrong_usage(string name, string message)
    {
        await using var site = await SetupSite.StartAllowedAsync();
        var result = await site.Terminal.RunAsync("github", "setup", name);
        (result.Code, result.Output, result.Errors).ShouldBe((2, "", message));
        site.Server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_section_or_a_token_nothing_is_asked()
    {
        await using var site = await SetupSite.StartAllowedAsync();
        site.Configure(token: null);
        var nameless = await site.RunAsync();
        (nameless.Code, nameless.Errors).ShouldBe((2, "the \"github\" section names no token, and nothing can be set up without one; --dry-run needs none\n"));
        site.Terminal.Write("agentfleet.yaml", "host: host-1\n");
        var missing = await site.RunAsync();
        (missing.Code, missing.Errors).ShouldBe((2, $"there is no \"github\" section in {site.Terminal.Path("agentfleet.yaml")}; agentfleet init shows one in its agentfleet.yaml\n"));
        site.Server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_repository_that_was_renamed_is_set_up_under_its_new_name()
    {
        await using var site = await SetupSite.StartAllowedAsync();
        site.Shop.Rename("store");

        (await site.PageAsync(0)).ShouldStartWith("""
            acme/store, default branch main
              acme/shop is called acme/store now
              it is not looked at yet: acme/store is missing under "repos" in the configuration

            """);

        site.Shop.Code.Read(SetupSite.Fix, SetupSite.Branch).ShouldNotBeNull();
    }

    [Fact]
    public async Task What_strangers_wrote_cannot_move_the_cursor_or_run_in_a_shell()
    {
        await using var site = await SetupSite.StartAsync(defaultBranch: "ma\u202ein;$(reboot)");
        site.Token.With(("issues", "write"));
        site.Shop.Labels.Add("p0", description: "\u001b[2J\u202eevil\nline");

        var page = await site.PageAsync(0);

        page.ShouldContain("  there already     p0: described as: [2J evil line\n");
        page.ShouldNotContain("\u001b");
        page.ShouldNotContain("\u202e");
        page[page.IndexOf("by hand", StringComparison.Ordinal)..].ShouldNotContain("reboot");
    }
}
