using System.Net;

namespace AgentFleet.Hub.Tests;

public sealed class RunTests
{
    [Theory]
    [InlineData("", 4)]
    [InlineData("?branch=main", 3)]
    [InlineData("?branch=main&status=failure", 1)]
    [InlineData("?status=completed", 3)]
    [InlineData("?status=in_progress", 1)]
    [InlineData("?event=schedule", 1)]
    [InlineData("?created=>=2026-01-03", 2)]
    [InlineData("?created=2026-01-02..2026-01-02", 2)]
    [InlineData("?created=<2026-01-02T03:04:06Z", 2)]
    [InlineData("?actor=ann", 1)]
    public async Task Runs_are_filtered(string query, int runs)
    {
        await using var site = await Site.StartAsync();
        var build = site.Shop.Actions.Add("Build", "build.yml");
        build.Run("failure");
        build.Run("success", by: site.Ann);
        site.Pass(86_400);
        build.Run(null, branch: "mend");
        site.Shop.Actions.Add("Nightly", "nightly.yml").Run("success", on: "schedule");
        (await site.Ask.GetAsync("/repos/acme/shop/actions/runs" + query)).Json.GetProperty("total_count").GetInt32().ShouldBe(runs);
    }

    [Fact]
    public async Task A_rerun_is_the_same_run_with_another_attempt()
    {
        await using var site = await Site.StartAsync();
        var run = site.Shop.Actions.Add("Build", "build.yml").Run("failure");
        run.Rerun(null);
        run.Finish("success");
        var answer = (await site.Ask.GetAsync("/repos/acme/shop/actions/workflows/build.yml/runs")).Json.GetProperty("workflow_runs")[0];
        (answer.GetProperty("id").GetInt64(), answer.GetProperty("run_attempt").GetInt32(), answer.GetProperty("conclusion").GetString())
            .ShouldBe((run.Id, 2, "success"));
        (await site.Ask.GetAsync("/repos/acme/shop/actions/workflows/other.yml/runs")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_filtered_list_of_runs_ends_after_a_thousand()
    {
        await using var site = await Site.StartAsync();
        var build = site.Shop.Actions.Add("Build", "build.yml");
        for (var i = 0; i < 1005; i++)
            build.Run("success");
        (await site.Ask.GetAsync("/repos/acme/shop/actions/runs")).Json.GetProperty("total_count").GetInt32().ShouldBe(1005);
        (await site.Ask.GetAsync("/repos/acme/shop/actions/runs?branch=main&page=11&per_page=100")).Json.GetProperty("workflow_runs").GetArrayLength().ShouldBe(0);
    }
}
