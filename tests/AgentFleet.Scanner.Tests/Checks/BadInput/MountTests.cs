using AgentFleet.Scanner.Checks.Disks;
using AgentFleet.Testing;

namespace AgentFleet.Scanner.Tests.Checks.BadInput;

/// <summary>Mounts that vanish, that lie behind one that hangs, or that tell of sizes that there are no numbers for.</summary>
public sealed class MountTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Point => _folder.Path;

    private string Df(string script) => RunnableFile.Write(_folder.File("df"), script);

    private static Mount Local(string point) => new(point, $"1:{point.Length}", "tmpfs", true);

    [Fact]
    public async Task One_that_vanishes_between_listing_and_looking_does_not_show_what_lies_below_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "on macOS a process is asked instead");
        var lists = new Queue<IReadOnlyList<Mount>>([[Local("/"), Local(Point)], [Local("/")]]);
        var look = await new DiskCheck(new([], []), DiskLimits.OfPercent(new(80, 90))) { Mounted = (_, _) => Task.FromResult(lists.Dequeue()) }.SurviveAsync();
        look.Sources.Select(source => (source.Source, source.Incomplete)).ShouldBe([("/", null), (Point, $"{Point} was unmounted during the look")]);
        look.Sources[1].Observations.ShouldBeEmpty();
    }

    [Fact]
    public async Task One_behind_another_that_may_hang_is_not_asked_by_ourselves()
    {
        IReadOnlyList<Mount> mounts = [Local("/"), new(_folder.File("nfs"), "0:50", "nfs4", true), Local(_folder.File("nfs/scratch")), Local(_folder.File("nfs-not"))];
        Directory.CreateDirectory(_folder.File("nfs-not"));
        var check = new DiskCheck(new([], []), DiskLimits.OfPercent(new(80, 90))) { Mounted = (_, _) => Task.FromResult(mounts), Df = Df("exec sleep 60"), AsksKernel = true };
        var look = await check.SurviveAsync(seconds: 2);
        look.Sources.Select(source => source.Incomplete is null).ShouldBe([true, false, true, false]);
        look.Sources[3].Incomplete.ShouldBe($"{_folder.File("nfs/scratch")} did not answer within 1s400ms");
    }

    [Theory]
    [InlineData("18014398509481983", "18014398509481983", 50)]
    [InlineData("99999999999999999999999", "0", 100)]
    [InlineData("0", "99999999999999999999999", 0)]
    [InlineData("10", "-10", 100)]
    public void Sizes_of_any_number_are_understood(string used, string free, int percent) =>
        DfLine.Bytes($"Filesystem 1024-blocks Used Available Capacity Mounted on\ns3fs 1 {used} {free} 5% /mnt\n").ShouldNotBeNull().Percent.ShouldBe(percent);

    [Fact]
    public void A_line_that_is_no_line_of_df_is_no_answer() => DfLine.Bytes(string.Concat(Enumerable.Repeat("1 ", 30_000)) + "/x\n").ShouldBeNull();

    public void Dispose() => _folder.Dispose();
}
