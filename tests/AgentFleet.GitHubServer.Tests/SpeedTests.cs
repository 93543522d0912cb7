using System.Diagnostics;

namespace AgentFleet.Hub.Tests;

/// <summary>A benchmark measures the client; so the server must cost next to nothing.</summary>
[Collection(nameof(SpeedTests))]
[CollectionDefinition(nameof(SpeedTests), DisableParallelization = true)]
[Trait("Category", "Slow")]
public sealed class SpeedTests(ITestOutputHelper output)
{
    private const int Repositories = 50;
    private const int Issues = 200;

    [Fact]
    public async Task A_page_of_a_hundred_issues_costs_less_than_two_milliseconds()
    {
        await using var site = await Site.StartAsync(new() { PrimaryLimit = 1_000_000, PointsPerMinute = 1_000_000 });
        for (var r = 0; r < Repositories; r++)
        {
            var repository = site.World.AddRepository($"acme/r{r}");
            for (var i = 0; i < Issues; i++)
                repository.Issues.Open($"Issue {i}", new string('x', 500), site.World.User($"user{i % 7}"), "bug");
        }
        await site.Ask.GetAsync("/repos/acme/r0/issues");
        site.Server.Prepare();
        var cold = await RoundAsync(site, []);
        var etags = new Dictionary<string, string>();
        var warm = await RoundAsync(site, etags);
        site.Server.ForgetRequests();
        var known = await RoundAsync(site, etags);
        site.Server.Requests.Count(r => r.CostQuota).ShouldBe(0);
        output.WriteLine($"CPU of server and client together, a page: cold {cold:f2} ms, warm {warm:f2} ms, known {known:f2} ms");
        cold.ShouldBeLessThan(2);
        warm.ShouldBeLessThan(2);
        known.ShouldBeLessThan(1);
    }

    /// <summary>Milliseconds of processor time a page, of this process: the server and its one client.</summary>
    private static async Task<double> RoundAsync(Site site, Dictionary<string, string> etags)
    {
        using var self = Process.GetCurrentProcess();
        var before = self.TotalProcessorTime;
        for (var r = 0; r < Repositories; r++)
        {
            for (var page = 1; page <= Issues / 100; page++)
            {
                var url = $"/repos/acme/r{r}/issues?per_page=100&page={page}";
                etags[url] = (await site.Ask.GetAsync(url, etags.GetValueOrDefault(url))).ETag!;
            }
        }
        self.Refresh();
        return (self.TotalProcessorTime - before).TotalMilliseconds / (Repositories * Issues / 100);
    }
}
