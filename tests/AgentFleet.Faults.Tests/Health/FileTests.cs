using System.Security.Cryptography;
using AgentFleet.Faults.Tests.Fleets;

namespace AgentFleet.Faults.Tests.Health;

[Collection(nameof(SickMachine))]
[Trait("Category", "Slow")]
public sealed class FileTests(SickMachine machine)
{
    private string Backups => machine.File("backups");

    private string Rotated => machine.File("rotated");

    internal static void Define(SickMachine machine)
    {
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(machine.File("backups")).FullName, "db-monday.gz"), "a backup");
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(machine.File("rotated")).FullName, "app.log"), "the log that is being written\n");
        machine.Watch("backup", $"kind: freshness\npath: {machine.File("backups")}\npattern: db-*.gz\nthresholds: {{ warning: 26h, critical: 50h }}");
        machine.Watch("rotated", $"kind: folder-size\npath: {machine.File("rotated")}\nthresholds: {{ warning: 2MiB, critical: 64MiB }}\npolicy: rotated-logs");
    }

    [Fact]
    public async Task A_backup_that_was_not_made_is_found_until_there_is_a_new_one()
    {
        var fault = new Fault(machine.Fleet, "backup");
        File.SetLastWriteTimeUtc(Path.Combine(Backups, "db-monday.gz"), DaysAgo(3));

        var found = await fault.FoundAsync();
        found.Severity.ShouldBe("critical");
        found.Title.ShouldStartWith($"{Backups}/db-monday.gz is 3d");

        await File.WriteAllTextAsync(Path.Combine(Backups, "db-thursday.gz"), "another backup", TestContext.Current.CancellationToken);
        await fault.ClearedAsync();
    }

    [Fact]
    public async Task A_folder_of_logs_over_its_limit_is_found_and_the_oldest_are_deleted_and_that_is_proved()
    {
        var fault = new Fault(machine.Fleet, "rotated");
        for (var day = 1; day <= 12; day++)
            Plant($"app.log.{day}.gz", day);

        var found = await fault.FoundAsync();
        found.Severity.ShouldBe("warning");
        found.Evidence["bytes"]!.GetValue<long>().ShouldBeGreaterThan(2 << 20);

        await fault.ProvedAsync("rotated-logs");
        Directory.EnumerateFiles(Rotated).Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe(
            ["app.log", "app.log.1.gz", "app.log.2.gz", "app.log.3.gz", "app.log.4.gz", "app.log.5.gz"]);
    }

    private static DateTime DaysAgo(int days) => TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-days);

    private void Plant(string name, int daysOld)
    {
        var file = Path.Combine(Rotated, name);
        File.WriteAllBytes(file, RandomNumberGenerator.GetBytes(384 * 1024));
        File.SetLastWriteTimeUtc(file, DaysAgo(daysOld));
    }
}
