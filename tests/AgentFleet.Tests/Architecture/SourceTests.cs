using System.Text.RegularExpressions;

namespace AgentFleet.Tests.Architecture;

/// <summary>Rules that hold for the text of the source.</summary>
public sealed partial class SourceTests
{
    private static readonly string[] Drawers = ["Utils", "Util", "Common", "Helpers", "Helper", "Models", "Misc", "Shared"];

    private static IEnumerable<(string Path, string Text)> Sources(string folder) => Directory
        .EnumerateFiles(Repository.Path(folder), "*.cs", SearchOption.AllDirectories)
        .Select(file => (Path.GetRelativePath(Repository.Root, file), File.ReadAllText(file)));

    [Fact]
    public void Sql_stands_only_in_the_ledger() => Sources("src")
        .Where(s => !s.Path.StartsWith("src/AgentFleet.Ledger/", StringComparison.Ordinal) && Sql().IsMatch(s.Text))
        .Select(s => s.Path).ShouldBeEmpty();

    [Fact]
    public void Only_the_ledger_knows_sqlite_and_dapper() => Sources("src")
        .Where(s => !s.Path.StartsWith("src/AgentFleet.Ledger/", StringComparison.Ordinal) && Sqlite().IsMatch(s.Text))
        .Select(s => s.Path).ShouldBeEmpty();

    [Fact]
    public void Processes_are_started_in_one_place() => Sources("src")
        .Where(s => s.Text.Contains("Process.Start(", StringComparison.Ordinal))
        .Select(s => s.Path).ShouldBe(["src/AgentFleet.Processes/Launcher.cs"]);

    [Fact]
    public void Only_the_webhook_serves_the_web() => Sources("src")
        .Where(s => s.Text.Contains("Microsoft.AspNetCore", StringComparison.Ordinal) && s.Path != "src/AgentFleet/Hosting/ServiceHost.cs")
        .Select(s => Path.GetDirectoryName(s.Path)).Distinct().ShouldBe(["src/AgentFleet.Scanner/Webhooks"]);

    [Fact]
    public void No_file_is_longer_than_400_lines() => Sources("src").Concat(Sources("tests"))
        .Where(s => s.Text.Count(c => c == '\n') > 400).Select(s => s.Path).ShouldBeEmpty();

    [Fact]
    public void Half_of_the_files_have_no_more_than_50_lines()
    {
        var lengths = Sources("src").Select(s => s.Text.Count(c => c == '\n')).Order().ToList();
        lengths[lengths.Count / 2].ShouldBeLessThanOrEqualTo(50);
    }

    [Fact]
    public void Program_shows_the_features_in_40_lines() =>
        File.ReadAllLines(Repository.Path("src", "AgentFleet", "Program.cs")).Length.ShouldBeLessThanOrEqualTo(40);

    [Fact]
    public void There_is_no_drawer_for_odds_and_ends() => Directory
        .EnumerateDirectories(Repository.Path("src"), "*", SearchOption.AllDirectories)
        .Select(Path.GetFileName).Intersect(Drawers).ShouldBeEmpty();

    [Fact]
    public void Nothing_is_left_to_do_or_switched_off() => Sources("src").Concat(Sources("tests"))
        .Where(s => !s.Path.EndsWith("SourceTests.cs", StringComparison.Ordinal) && Unfinished().IsMatch(s.Text))
        .Select(s => s.Path).ShouldBeEmpty();

    [GeneratedRegex(@"\b(INSERT\s+(OR\s+\w+\s+)?INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|SELECT\s+[\w*.,() ]+\s+FROM\s+\w)")]
    private static partial Regex Sql();

    [GeneratedRegex(@"using (Microsoft\.Data\.Sqlite|Dapper|SQLitePCL)")]
    private static partial Regex Sqlite();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK)\b|NotImplementedException|#region|#pragma warning disable|Skip = """)]
    private static partial Regex Unfinished();
}
