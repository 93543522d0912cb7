using System.Globalization;
using AgentFleet.Faults.Tests.Fleets;

namespace AgentFleet.Faults.Tests.Health;

[Collection(nameof(SickMachine))]
[Trait("Category", "Slow")]
public sealed class MemoryTests(SickMachine machine)
{
    private const string Hog = "memory-hog";
    private const long Taken = 1536L << 20;

    // The other tests of this machine take some too, and give it back when it suits them.
    private const long LeastAvailable = 3 * Taken;

    // A buffer that is filled, and then waits for ever to be written to a pipe that nobody reads.
    private const string Take = "mkfifo \"$1\" && ulimit -v 3000000 && exec \"$0\" if=/dev/zero of=\"$1\" bs=\"$2\" count=1 3<>\"$1\"";

    /// <summary>So many bytes in use are a warning.</summary>
    private static long Limit { get; set; }

    internal static void Define(SickMachine machine)
    {
        if (!OperatingSystem.IsLinux())
            return;
        var (total, available) = Memory();
        Limit = total - available + Taken / 2;
        machine.Watch("memory", string.Create(CultureInfo.InvariantCulture, $"kind: memory\nthresholds: {{ warning: {Math.Min(100.0 * Limit / total, 100):0.##}, critical: 100 }}"));
    }

    [Fact]
    public async Task A_process_that_takes_much_memory_is_found_by_name_until_it_ends()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux tells how much memory is available");
        Assert.SkipUnless(Memory().Available > LeastAvailable, "there is not enough memory to take some of it without harm");
        var program = Culprit.Copy("/bin/dd", machine.Fleet.Folder, Hog);
        var fault = new Fault(machine.Fleet, "memory/used");
        await using (var hog = await Culprit.StartAsync(Take, program, machine.File("hog.pipe"), Taken.ToString(CultureInfo.InvariantCulture)))
        {
            await machine.Fleet.UntilAsync("the memory was taken", () => Number($"/proc/{hog.Pid}/status", "VmRSS:") > Taken);

            var found = await fault.FoundAsync();
            found.Severity.ShouldBe("warning");
            var largest = found.Evidence["largest"]!.AsArray().Single(process => process!["pid"]!.GetValue<int>() == hog.Pid)!;
            largest["name"]!.GetValue<string>().ShouldBe(Hog);
            // On a slow machine the look that confirms it may meet it while it still takes more.
            largest["resident_bytes"]!.GetValue<long>().ShouldBeGreaterThan(Taken / 4);
        }
        // What is freed, and what the others meanwhile took, is the kernel's and theirs: the scanner answers only for seeing it.
        await machine.Fleet.UntilAsync("the memory was given back", () => Memory() is var (total, available) && total - available < Limit);
        await fault.ClearedAsync();
    }

    private static (long Total, long Available) Memory() => (Number("/proc/meminfo", "MemTotal:"), Number("/proc/meminfo", "MemAvailable:"));

    /// <summary>In bytes.</summary>
    private static long Number(string file, string name) => File.ReadLines(file).Where(line => line.StartsWith(name, StringComparison.Ordinal))
        .Select(line => 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture)).FirstOrDefault();
}
