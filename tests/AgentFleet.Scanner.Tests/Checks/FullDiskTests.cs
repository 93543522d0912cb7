using AgentFleet.Processes;
using AgentFleet.Scanner.Checks;
using AgentFleet.Scanner.Checks.Disks;
using AgentFleet.Testing;

namespace AgentFleet.Scanner.Tests.Checks;

/// <summary>A small file system of the test's own, really filled.</summary>
public sealed class FullDiskTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private bool _mounted;

    private string Point => _folder.File("mount point");

    [Fact]
    public async Task A_disk_that_is_full_of_bytes_is_found_and_is_well_again_when_they_are_gone()
    {
        await MountAsync();
        (await LookAsync()).Level.ShouldBe(Level.Ok);
        await File.WriteAllBytesAsync(Path.Combine(Point, "big"), new byte[1000 * 1024], TestContext.Current.CancellationToken);
        var full = await LookAsync();
        (full.Level, full.Title).ShouldBe((Level.Critical, $"{Point} is 97.6 % full (24 KiB left)"));

        File.Delete(Path.Combine(Point, "big"));
        (await LookAsync()).Level.ShouldBe(Level.Ok);
    }

    [Fact]
    public async Task A_disk_that_is_full_of_files_is_found()
    {
        await MountAsync();
        for (var file = 0; file < 18; file++)
            await File.WriteAllTextAsync(Path.Combine(Point, $"{file}"), "", TestContext.Current.CancellationToken);
        var full = await LookAsync();
        (full.Level, full.Title).ShouldBe((Level.Critical, $"{Point} has used 95 % of its inodes (1 left)"));
    }

    [Fact]
    public async Task A_mount_that_turns_read_only_is_found()
    {
        await MountAsync();
        var check = new DiskCheck(new([Point], []), DiskLimits.OfPercent(new(80, 90)));
        var context = new LookContext("disk", TimeSpan.FromSeconds(10), TimeProvider.System);
        var first = await check.LookAsync(context, TestContext.Current.CancellationToken);
        await RunAsync("mount", "-o", "remount,ro", Point);
        var second = await check.LookAsync(context with { Notes = first.Notes! }, TestContext.Current.CancellationToken);

        second.Sources.ShouldHaveSingleItem().Observations.ShouldHaveSingleItem().Title.ShouldBe($"{Point} has become read-only");
        second.Notes.ShouldNotBeNull().Keys.ShouldContain(Point, "as long as it is so, it is trouble");
    }

    private async Task<Observation> LookAsync()
    {
        var look = await new DiskCheck(new([Point], []), DiskLimits.OfPercent(new(80, 90))).LookAsync(new("disk", TimeSpan.FromMinutes(1), TimeProvider.System), TestContext.Current.CancellationToken);
        return look.Sources.ShouldHaveSingleItem().Observations.ShouldHaveSingleItem();
    }

    private async Task MountAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "tmpfs is Linux's");
        Directory.CreateDirectory(Point);
        _mounted = await RunAsync("mount", "-t", "tmpfs", "-o", "size=1m,nr_inodes=20", "none", Point) is CommandResult.Exited { Code: 0 };
        Assert.SkipUnless(_mounted, "this user may not mount");
    }

    private static Task<CommandResult> RunAsync(params string[] argv) =>
        Command.RunAsync(new CommandSpec(argv, TimeSpan.FromMinutes(1)), TimeProvider.System, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        if (_mounted)
            await RunAsync("umount", Point);
        _folder.Dispose();
    }
}
