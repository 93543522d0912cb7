using System.Runtime.InteropServices;
using AgentFleet.Ledger.Alerting;
using AgentFleet.Ledger.Asking;
using AgentFleet.Ledger.Audit;
using AgentFleet.Ledger.Files;
using AgentFleet.Testing;

namespace AgentFleet.Ledger.Tests.Files;

/// <summary>A file system of 1 MiB, really full. Needs root on Linux.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FullDiskTests()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("mounts a tmpfs, which only Linux has");
        if (mount("tmpfs", _folder.Path, "tmpfs", 0, "size=1m") != 0)
            Assert.Skip($"may not mount a tmpfs here: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    [Fact]
    public void A_full_disk_is_told_and_nothing_is_lost_and_work_goes_on_when_there_is_space()
    {
        var state = new StateFolder(_folder.File("state"));
        using var ledger = LedgerFile.Open(state, "host-1", new FakeTimeProvider());
        var outbox = new Outbox(ledger, "x");
        var written = 0;
        var full = Should.Throw<LedgerException>(() =>
        {
            while (written < 10_000)
            {
                outbox.Append(new(AlertKind.FindingOpened, $"{written}", "title", new string('b', 1000)));
                written++;
            }
        });
        full.Message.ShouldBe($"{state.Ledger}: the disk is full; free some space, nothing was lost");
        full.TryAgain.ShouldBeTrue();

        using (var reader = LedgerReader.Open(state, "host-1", new FakeTimeProvider()))
            reader.Ask("SELECT count(*) FROM alerts").Rows[0][0].ShouldBe((long)written);
        mount("tmpfs", _folder.Path, "tmpfs", Remount, "size=8m").ShouldBe(0);
        outbox.Append(new(AlertKind.FindingOpened, "after", "title", "body"));
        outbox.Sent(outbox.Claim(TimeSpan.FromSeconds(30))!);

        using var after = LedgerReader.Open(state, "host-1", new FakeTimeProvider());
        after.Ask("SELECT count(*) FROM alerts").Rows[0][0].ShouldBe(written + 1L);
        after.Ask("PRAGMA integrity_check").Rows[0][0].ShouldBe("ok");
        after.VerifyEvents().ShouldBeOfType<ChainVerdict.Whole>();
    }

    [Fact]
    public void A_disk_that_is_full_already_is_told_when_the_ledger_is_made()
    {
        using (var filler = File.Create(_folder.File("filler")))
        {
            var block = new byte[4096];
            Should.Throw<IOException>(() =>
            {
                while (true)
                {
                    filler.Write(block);
                    filler.Flush();
                }
            });
        }
        Should.Throw<LedgerException>(() => LedgerFile.Open(new(_folder.File("state")), "host-1", new FakeTimeProvider()));
        File.Delete(_folder.File("filler"));
        LedgerFile.Open(new(_folder.File("state")), "host-1", new FakeTimeProvider()).Dispose();
    }

    public void Dispose()
    {
        if (umount2(_folder.Path, Detach) != 0)
            throw new IOException($"{_folder.Path} could not be unmounted: {Marshal.GetLastPInvokeErrorMessage()}");
        _folder.Dispose();
    }

    private const ulong Remount = 32;

    private const int Detach = 2;

    [DllImport("libc", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int mount(string source, string target, string type, ulong flags, string data);

    [DllImport("libc", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int umount2(string target, int flags);
}
