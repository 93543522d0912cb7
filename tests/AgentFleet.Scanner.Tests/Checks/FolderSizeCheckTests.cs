using AgentFleet.Scanner.Checks;
using AgentFleet.Scanner.Checks.Folders;
using AgentFleet.Scanner.Tests.Checks.BadInput;
using AgentFleet.Testing;

namespace AgentFleet.Scanner.Tests.Checks;

public sealed class FolderSizeCheckTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private Task<SourceLook> LookAsync(decimal warning = 1000, decimal critical = 2000) => LookAsync(_folder.Path, warning, critical);

    private static async Task<SourceLook> LookAsync(string path, decimal warning, decimal critical, CancellationToken? ct = null) =>
        (await new FolderSizeCheck(path, new Thresholds(warning, critical))
            .LookAsync(new("logs", TimeSpan.FromSeconds(10), TimeProvider.System), ct ?? TestContext.Current.CancellationToken)).Sources.ShouldHaveSingleItem();

    [Theory]
    [InlineData(999, Level.Ok)]
    [InlineData(1000, Level.Warning)]
    [InlineData(2000, Level.Critical)]
    public async Task The_sum_of_all_files_is_set_against_the_thresholds(int bytes, Level level)
    {
        _folder.Write("a/b/c.log", new string('x', bytes - 10));
        _folder.Write("d.log", new string('x', 10));

        var seen = (await LookAsync()).Observations.ShouldHaveSingleItem();
        seen.Level.ShouldBe(level);
        seen.Evidence["bytes"]!.GetValue<long>().ShouldBe(bytes);
        seen.Evidence["files"]!.GetValue<int>().ShouldBe(2);
        seen.Evidence["largest"]![0]!.ToJsonString().ShouldBe($"{{\"file\":\"a/b/c.log\",\"bytes\":{bytes - 10}}}");
    }

    [Fact]
    public async Task The_title_is_for_people()
    {
        _folder.Write("a.log", new string('x', 1536));
        (await LookAsync()).Observations.ShouldHaveSingleItem().Title.ShouldBe($"{_folder.Path} holds 1.5 KiB in 1 file");
    }

    [Fact]
    public async Task Links_are_neither_followed_nor_counted()
    {
        _folder.Write("a.log", new string('x', 100));
        Directory.CreateSymbolicLink(_folder.File("loop"), _folder.Path);
        File.CreateSymbolicLink(_folder.File("link"), _folder.File("a.log"));
        File.CreateSymbolicLink(_folder.File("dangling"), "/nowhere");

        var seen = (await LookAsync()).Observations.ShouldHaveSingleItem();
        (seen.Evidence["bytes"]!.GetValue<long>(), seen.Evidence["files"]!.GetValue<int>()).ShouldBe((100, 1));
    }

    [Fact]
    public async Task Only_the_five_largest_files_are_named()
    {
        for (var size = 1; size <= 9; size++)
            _folder.Write($"{size}.log", new string('x', size));

        (await LookAsync()).Observations[0].Evidence["largest"]!.AsArray().Select(file => file!["bytes"]!.GetValue<long>()).ShouldBe([9, 8, 7, 6, 5]);
    }

    [Fact]
    public async Task A_missing_folder_is_not_an_empty_one()
    {
        var look = await LookAsync(_folder.File("none"), 1, 2);
        (look.Incomplete, look.Observations.Count).ShouldBe(($"{_folder.File("none")} does not exist or cannot be reached", 0));
    }

    [Fact]
    public async Task A_file_is_not_a_folder()
    {
        var file = _folder.Write("a.log", "x");
        (await LookAsync(file, 1, 2)).Incomplete.ShouldBe($"{file} is a file, not a folder");
    }

    [Fact]
    [Trait(NobodyTests.As, NobodyTests.Nobody)]
    public async Task A_folder_that_cannot_be_read_makes_the_look_incomplete_and_never_ok()
    {
        if (Environment.UserName == "root")
            Assert.Skip("root can read everything");
        _folder.Write("a.log", "x");
        _folder.Write("closed/b.log", "x");
        File.SetUnixFileMode(_folder.File("closed"), UnixFileMode.None);
        try
        {
            var look = await LookAsync();
            (look.Incomplete, look.Observations.Count).ShouldBe(($"{_folder.File("closed")} cannot be read: permission denied", 0));
        }
        finally
        {
            File.SetUnixFileMode(_folder.File("closed"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public async Task It_ends_when_it_is_cancelled() =>
        await Should.ThrowAsync<OperationCanceledException>(() => LookAsync(_folder.Path, 1, 2, new CancellationToken(canceled: true)));

    [Fact]
    public async Task Files_that_come_and_go_meanwhile_do_no_harm()
    {
        using var enough = new CancellationTokenSource();
        var churn = Task.Run(() =>
        {
            for (var n = 0; !enough.IsCancellationRequested; n++)
            {
                var file = _folder.Write($"churn/{n % 50}/x.log", "x");
                if (n % 2 == 0)
                    Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
            }
        }, TestContext.Current.CancellationToken);
        for (var look = 0; look < 200; look++)
            (await LookAsync()).Incomplete.ShouldBeNull();

        await enough.CancelAsync();
        await churn;
    }

    public void Dispose() => _folder.Dispose();
}
