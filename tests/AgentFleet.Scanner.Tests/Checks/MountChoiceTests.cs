using AgentFleet.Scanner.Checks.Disks;

namespace AgentFleet.Scanner.Tests.Checks;

public sealed class MountChoiceTests
{
    private const string MountInfo = """
        22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
        23 22 0:21 / /proc rw - proc proc rw
        24 22 0:5 / /dev rw - devtmpfs udev rw
        25 24 0:23 / /dev/shm rw - tmpfs tmpfs rw
        26 22 254:0 /srv/data /mnt/bind rw shared:1 - ext4 /dev/vda1 rw
        27 22 254:16 / /mnt/two\040words\134and\011tab rw shared:2 master:1 - xfs /dev/vdb rw
        28 22 7:0 / /snap/core/1 ro - squashfs /dev/loop0 ro
        29 22 0:44 / /var/lib/docker/overlay2/abc/merged rw - overlay overlay rw
        30 22 0:45 / /mnt/nfs rw - nfs4 server:/export rw
        31 22 0:46 / /sys/fs/cgroup ro - tmpfs tmpfs ro
        32 22 0:47 / /mnt/over rw - ext4 /dev/vdc rw
        33 32 0:48 / /mnt/over rw - xfs /dev/vdd rw
        nonsense
        """;

    private static IReadOnlyList<Mount> Choose(MountChoice choice) => choice.From(LinuxMounts.Parse(MountInfo));

    [Fact]
    public void What_holds_files_is_looked_at_and_each_device_once() =>
        Choose(new([], [])).Select(mount => (mount.Point, mount.Type)).ShouldBe(
            [("/", "ext4"), ("/dev/shm", "tmpfs"), ("/mnt/nfs", "nfs4"), ("/mnt/over", "xfs"), ("/mnt/two words\\and\ttab", "xfs")]);

    [Fact]
    public void What_is_excluded_is_left_out_with_all_below_it() =>
        Choose(new([], ["/mnt", "/dev/shm"])).Select(mount => mount.Point).ShouldBe(["/"]);

    [Fact]
    public void What_is_named_is_looked_at_whatever_it_is() =>
        Choose(new(["/mnt/bind", "/", "/none"], [])).Select(mount => mount.Point).ShouldBe(["/", "/mnt/bind"], ignoreOrder: true);

    [Fact]
    public void A_container_sees_its_own_root() =>
        new MountChoice([], []).From([new("/", "0:50", "overlay", true), new("/etc/hosts", "254:1", "ext4", false)])
            .Select(mount => mount.Point).ShouldBe(["/", "/etc/hosts"]);

    [Fact]
    public void The_mounts_of_macOS_are_understood() =>
        new MountChoice([], []).From(MacMounts.Parse("""
            /dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
            devfs on /dev (devfs, local, nobrowse)
            /dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse)
            map auto_home on /System/Volumes/Data/home (autofs, automounted, nobrowse)
            //me@nas/Time Machine on /Volumes/Time Machine (smbfs, nodev, nosuid)
            """)).Select(mount => (mount.Point, mount.Device, mount.Type)).ShouldBe(
        [
            ("/", "/dev/disk3s1s1", "apfs"), ("/System/Volumes/Data", "/dev/disk3s5", "apfs"), ("/Volumes/Time Machine", "//me@nas/Time Machine", "smbfs"),
        ]);

    [Theory]
    [InlineData("Filesystem 1024-blocks Used Available Capacity Mounted on\n/dev/vda 264212084 13618592 83159380 15% /\n", 13618592L * 1024, 83159380L * 1024)]
    [InlineData("x\nmap auto home 100 90 -5 107% /a b\n", 90L * 1024, 0L)]
    [InlineData("x\nproc 0 0 0 - /proc\n", 0L, 0L)]
    public void Df_tells_bytes(string output, long used, long free) => DfLine.Bytes(output).ShouldBe(new Usage(used, free));

    [Theory]
    [InlineData("h\n/dev/vda 16777216 414701 16362515 3% /\n", 414701L, 16362515L)]
    [InlineData("h\n/dev/disk3s5 971350180 5000 600 90% 404167 4294000000 0% /\n", 404167L, 4294000000L)]
    [InlineData("h\n/dev/vfat 0 0 0 - /boot/efi\n", 0L, 0L)]
    public void Df_tells_inodes(string output, long used, long free) => DfLine.Inodes(output).ShouldBe(new Usage(used, free));

    [Theory]
    [InlineData("")]
    [InlineData("Filesystem 1024-blocks Used Available Capacity Mounted on\n")]
    [InlineData("df: /x: Permission denied\n")]
    public void What_is_no_answer_is_none(string output) => (DfLine.Bytes(output), DfLine.Inodes(output)).ShouldBe((null, null));

    [Fact]
    public void The_share_is_that_of_ordinary_users() => new Usage(80, 20).Percent.ShouldBe(80);
}
