using System.Security.Cryptography;
using AgentFleet.Faults.Tests.Fleets;
using AgentFleet.Faults.Tests.Machines;

namespace AgentFleet.Faults.Tests.Health;

[Collection(nameof(SickMachine))]
[Trait("Category", "Slow")]
public sealed class DiskTests(SickMachine machine)
{
    internal static void Define(SickMachine machine)
    {
        if (machine.Disks is not { } disks)
            return;
        machine.Watch("downloads", $"kind: disk\nmounts: [{PrivateDisks.Downloads}]\npolicy: disk-space");
        machine.Watch("spool", $"kind: disk\nmounts: [{disks.Spool}]");
    }

    [Fact]
    public async Task A_disk_full_of_downloads_is_found_and_cleaned_and_that_is_proved()
    {
        Assert.SkipWhen(machine.Disks is null, machine.WhyNoDisks);
        var archives = machine.Disks!.Inside($"{PrivateDisks.Downloads}/archives");
        var fault = new Fault(machine.Fleet, $"downloads/{PrivateDisks.Downloads}");
        for (var n = 1; n <= 15; n++)
            await File.WriteAllBytesAsync($"{archives}/package{n}_1.0_amd64.deb", RandomNumberGenerator.GetBytes(512 * 1024), TestContext.Current.CancellationToken);

        var found = await fault.FoundAsync();
        found.Severity.ShouldBe("critical");
        found.Evidence["mount"]!.GetValue<string>().ShouldBe(PrivateDisks.Downloads);
        found.Evidence["used_percent"]!.GetValue<double>().ShouldBeGreaterThan(90);

        await fault.ProvedAsync("disk-space");
        Directory.EnumerateFiles(archives, "*.deb").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_disk_that_has_no_room_for_more_files_is_found_until_they_are_deleted()
    {
        Assert.SkipWhen(machine.Disks is null, machine.WhyNoDisks);
        var spool = machine.Disks!.Inside(machine.Disks.Spool);
        var fault = new Fault(machine.Fleet, $"spool/{machine.Disks.Spool}");
        Should.Throw<IOException>(() =>
        {
            for (var n = 1; n <= 1000; n++)
                File.WriteAllText($"{spool}/message-{n}", "");
        });

        var found = await fault.FoundAsync();
        found.Title.ShouldBe($"{machine.Disks.Spool} has used 100 % of its inodes (0 left)");
        found.Evidence["used_percent"]!.GetValue<double>().ShouldBeLessThan(10);

        foreach (var file in Directory.EnumerateFiles(spool))
            File.Delete(file);
        await fault.ClearedAsync();
    }
}
