using AgentFleet.Scanner.Checks;
using AgentFleet.Scanner.Tests.Checks.BadInput;
using AgentFleet.Testing;

namespace AgentFleet.Scanner.Tests.Checks.Freshness;

public sealed class FreshnessCheckTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private Task<SourceLook> LookAsync(string more = "pattern: \"*.gz\"", string? path = null) =>
        Definition.Check($"kind: freshness\npath: {path ?? _folder.Path}\nthresholds: {{ warning: 26h, critical: 50h }}\n{more}").LookAsync();

    private string Backup(string name, TimeSpan age, int bytes = 100)
    {
        var file = _folder.Write(name, new string('x', bytes));
        File.SetLastWriteTimeUtc(file, (TimeProvider.System.GetUtcNow() - age).UtcDateTime);
        return file;
    }

    [Fact]
    public async Task A_backup_is_stale_until_a_new_one_is_made()
    {
        Backup("old.gz", TimeSpan.FromHours(100));
        Backup("newer.gz", TimeSpan.FromHours(51));
        var stale = (await LookAsync()).Only();
        (stale.Thing, stale.Level, stale.Title).ShouldBe((null, Level.Critical, $"{_folder.File("newer.gz")} is 2d3h old (100 B)"));
        stale.Evidence["files"]!.GetValue<int>().ShouldBe(2);

        Backup("newest.gz", TimeSpan.FromHours(27));
        (await LookAsync()).Only().Level.ShouldBe(Level.Warning);

        Backup("now.gz", TimeSpan.Zero);
        var fresh = (await LookAsync()).Only();
        (fresh.Level, fresh.Measured.Select(measured => measured.Metric)).ShouldSatisfyAllConditions(
            seen => seen.Level.ShouldBe(Level.Ok), seen => seen.Item2.ShouldBe(["age_seconds", "size_bytes"]));
    }

    [Fact]
    public async Task Only_files_that_match_count_and_neither_links_nor_what_is_deeper()
    {
        Backup("a.gz", TimeSpan.FromHours(51));
        Backup("b.txt", TimeSpan.Zero);
        Backup("deeper/c.gz", TimeSpan.Zero);
        Backup(".hidden.gz", TimeSpan.FromHours(27));
        File.CreateSymbolicLink(_folder.File("latest.gz"), _folder.File("b.txt"));

        (await LookAsync()).Only().Evidence["newest_file"]!.GetValue<string>().ShouldBe(_folder.File(".hidden.gz"));
    }

    [Fact]
    public async Task One_file_is_looked_at_and_a_link_to_it_is_followed()
    {
        File.CreateSymbolicLink(_folder.File("latest"), Backup("a.gz", TimeSpan.FromHours(27)));
        (await LookAsync("", _folder.File("latest"))).Only().Level.ShouldBe(Level.Warning);
        (await LookAsync("", _folder.File("a.gz"))).Only().Level.ShouldBe(Level.Warning);

        File.Delete(_folder.File("a.gz"));
        var gone = (await LookAsync("", _folder.File("latest"))).Only();
        (gone.Level, gone.Title).ShouldBe((Level.Critical, $"{_folder.File("latest")} does not exist"));
    }

    [Fact]
    public async Task What_is_not_there_is_critical()
    {
        Backup("a.txt", TimeSpan.Zero);
        (await LookAsync()).Only().Title.ShouldBe($"no file matches *.gz in {_folder.Path}");
        (await LookAsync("", _folder.File("none"))).Only().Title.ShouldBe($"{_folder.File("none")} does not exist");
        (await LookAsync("", _folder.File("none/none"))).Only().Level.ShouldBe(Level.Critical);
    }

    [Fact]
    public async Task A_backup_that_is_too_small_is_critical_however_new()
    {
        Backup("a.gz", TimeSpan.Zero, bytes: 20);
        var small = (await LookAsync("min_size: 1 KiB")).Only();
        (small.Level, small.Title).ShouldBe((Level.Critical, $"{_folder.File("a.gz")} has only 20 B, less than 1 KiB"));

        Backup("a.gz", TimeSpan.Zero, bytes: 1024);
        (await LookAsync("min_size: 1 KiB")).Only().Level.ShouldBe(Level.Ok);
    }

    [Fact]
    public async Task A_time_in_the_future_is_a_warning_beyond_five_minutes()
    {
        Backup("a.gz", -TimeSpan.FromMinutes(4));
        (await LookAsync()).Only().Level.ShouldBe(Level.Ok);

        Backup("a.gz", -TimeSpan.FromMinutes(90.5));
        var ahead = (await LookAsync()).Only();
        (ahead.Level, ahead.Title).ShouldBe((Level.Warning, $"{_folder.File("a.gz")} is dated 1h30m in the future: a clock has gone back, or it was set"));
    }

    [Fact]
    public async Task What_cannot_be_seen_is_incomplete()
    {
        (await LookAsync("pattern: x", Backup("a.gz", TimeSpan.Zero))).Incomplete.ShouldBe($"{_folder.File("a.gz")} is a file, not a folder in which x could match");
        File.CreateSymbolicLink(_folder.File("loop"), _folder.File("loop"));
        (await LookAsync("", _folder.File("loop"))).Incomplete.ShouldNotBeNull();
    }

    [Fact]
    [Trait(NobodyTests.As, NobodyTests.Nobody)]
    public async Task A_folder_that_cannot_be_read_is_incomplete()
    {
        if (Environment.UserName == "root")
            Assert.Skip("root can read everything");
        Backup("closed/a.gz", TimeSpan.Zero);
        try
        {
            File.SetUnixFileMode(_folder.File("closed"), UnixFileMode.None);
            (await LookAsync("", _folder.File("closed"))).Incomplete.ShouldBe($"{_folder.File("closed")} cannot be read: permission denied");
            File.SetUnixFileMode(_folder.File("closed"), UnixFileMode.UserRead);
            (await LookAsync("", _folder.File("closed"))).Incomplete.ShouldBe($"{_folder.File("closed")} cannot be read: permission denied");
        }
        finally
        {
            File.SetUnixFileMode(_folder.File("closed"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Theory]
    [InlineData("kind: freshness", "the key \"path\" is missing", "the key \"thresholds\" is missing")]
    [InlineData("{ kind: freshness, path: backup, pattern: a/*, min_size: 3, thresholds: { warning: 2h, critical: 1h } }", "\"path\" must begin with \"/\" or \"~/\", not \"backup\"", "\"pattern\" must be the name of a file with * and ?, not \"a/*\"; write the folder into \"path\"", "\"min_size\" must be a size of at least 1 B, not \"3\"; a number needs a unit, such as 3 MB or 3 MiB", "\"warning\" (2h) must not be above \"critical\" (1h)")]
    public void Each_mistake_is_told(string yaml, params string[] problems) => Definition.ProblemsOf(yaml).ShouldBe(problems);

    public void Dispose() => _folder.Dispose();
}
