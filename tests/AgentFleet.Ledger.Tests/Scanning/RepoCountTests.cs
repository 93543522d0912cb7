using AgentFleet.Ledger.Scanning;

namespace AgentFleet.Ledger.Tests.Scanning;

public sealed class RepoCountTests : IDisposable
{
    private static readonly SourceAnswer Whole = new("acme/shop", 1, null);

    private readonly World _world = new();

    /// <summary>A cycle of the scanner github, an hour after the last.</summary>
    private void Look(params (string Metric, double Value)[] counted) => Look("acme/shop", counted);

    private void Look(string repository, params (string Metric, double Value)[] counted)
    {
        _world.Clock.Advance(TimeSpan.FromHours(1));
        var cycle = _world.Scan.Begin("github", CycleTrigger.Schedule);
        _world.Scan.Finish(cycle, new([Whole], [], [], 0) { Samples = [.. counted.Select(one => new Sample($"github/{repository}", one.Metric, "", one.Value))] });
    }

    private IReadOnlyList<string> Counts(string columns = "repository || ' ' || open_items || ' ' || coalesce(labeled_issues, '?')")
    {
        using var reader = _world.Reader();
        return [.. reader.Ask($"SELECT {columns} FROM repo_counts ORDER BY at, repository").Rows.Select(row => row[0]!.ToString()!)];
    }

    [Fact]
    public void Each_cycle_has_what_was_counted_last_until_its_end()
    {
        Look();
        Look(("open_items", 3));
        Look(("labeled_issues", 1));
        Look();
        Look(("open_items", 2), ("labeled_issues", 0), ("own_pull_requests", 5), ("failing_workflows", 6), ("security_alerts", 7));

        Counts().ShouldBe(["acme/shop 3.0 ?", "acme/shop 3.0 1.0", "acme/shop 3.0 1.0", "acme/shop 2.0 0.0"]);
        Counts("coalesce(host || ' ' || own_pull_requests || ' ' || failing_workflows || ' ' || security_alerts, '?')").ShouldBe(["?", "?", "?", "host-1 5.0 6.0 7.0"]);
        _world.Scalar<long>("SELECT count(DISTINCT cycle_id) FROM repo_counts JOIN cycles ON cycles.id = cycle_id AND cycles.completed_at = at").ShouldBe(4);
    }

    [Fact]
    public void Repositories_and_scanners_are_told_apart()
    {
        Look("acme/shop", ("open_items", 1));
        Look("acme/site", ("open_items", 2));
        _world.Open("/");
        Counts("repository || ' ' || open_items").ShouldBe(["acme/shop 1.0", "acme/shop 1.0", "acme/site 2.0"]);
    }

    [Fact]
    public void One_that_was_not_counted_for_a_week_is_not_watched_any_more()
    {
        Look(("open_items", 3));
        _world.Clock.Advance(TimeSpan.FromDays(6));
        Look();
        _world.Clock.Advance(TimeSpan.FromDays(1));
        Look();
        Counts("open_items").ShouldBe(["3", "3"]);
    }

    [Fact]
    public void What_has_been_thinned_still_holds()
    {
        Look(("open_items", 3));
        Look(("open_items", 5));
        _world.Clock.Advance(TimeSpan.FromDays(4));
        Look();
        _ = new SampleStore(_world.Ledger.File).Thin(_world.Now).Sum();
        Look();
        _ = new SampleStore(_world.Ledger.File).Thin(_world.Now + TimeSpan.FromDays(40)).Sum();
        Counts("open_items").ShouldBe(["3", "5", "5", "5"]);
    }

    public void Dispose() => _world.Dispose();
}
