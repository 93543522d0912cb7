using AgentFleet.Scanner.Checks.Disks;

namespace AgentFleet.Scanner.Tests.Checks;

/// <summary>What mount and df of macOS said, recorded.</summary>
public sealed class MacDiskTests
{
    [Fact]
    public void The_mounts_of_several_releases_are_understood()
    {
        Chosen("macos-10.13", "mount.txt").ShouldBe([("/", "/dev/disk1s1", "apfs", false), ("/private/var/vm", "/dev/disk1s4", "apfs", false)]);
        Chosen("macos-10.15", "mount-v.txt").ShouldBe(
        [
            ("/", "/dev/disk1s5", "apfs", true), ("/System/Volumes/Data", "/dev/disk1s1", "apfs", false), ("/private/var/vm", "/dev/disk1s4", "apfs", false),
        ]);
    }

    private static IEnumerable<(string, string, string, bool)> Chosen(string release, string file) =>
        new MountChoice([], []).From(MacMounts.Parse(MacPrograms.Recorded(release, file))).Select(mount => (mount.Point, mount.Device, mount.Type, mount.IsReadOnly));

    [Theory]
    [InlineData("macos-10.13", "df-P-k.txt", 1, 123227692, 119970448)]
    [InlineData("undated", "df-k.txt", 1, 15055192, 344743840)]
    [InlineData("undated", "df-k.txt", 2, 20, 344743840)]
    public void Df_tells_bytes(string release, string file, int line, long used, long free) =>
        DfLine.Bytes(Line(release, file, line)).ShouldBe(new Usage(used * 1024, free * 1024));

    [Theory]
    [InlineData("undated", "df.txt", 1, 1466401, 9223372036853309406)]
    [InlineData("undated", "df.txt", 3, 8, 9223372036854775799)]
    [InlineData("undated", "df.txt", 5, 0, 0)]
    [InlineData("undated", "df-k.txt", 1, 502048, 3447438400)]
    public void Df_tells_inodes(string release, string file, int line, long used, long free)
    {
        var inodes = DfLine.Inodes(Line(release, file, line)).ShouldNotBeNull();
        inodes.ShouldBe(new Usage(used, free));
        (inodes.Percent ?? 0).ShouldBeInRange(0, 1);
    }

    [Fact]
    public void Garbage_tells_nothing()
    {
        foreach (var text in MacPrograms.Garbage)
            (MacMounts.Parse(text).Count(), DfLine.Bytes(text), DfLine.Inodes(text)).ShouldBe((0, null, null));
    }

    // As df answers to one mount.
    private static string Line(string release, string file, int line)
    {
        var lines = MacPrograms.Recorded(release, file).Split('\n');
        return $"{lines[0]}\n{lines[line]}\n";
    }
}
