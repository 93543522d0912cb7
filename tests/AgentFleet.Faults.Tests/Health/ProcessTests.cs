using System.Text;
using AgentFleet.Faults.Tests.Fleets;

namespace AgentFleet.Faults.Tests.Health;

[Collection(nameof(SickMachine))]
[Trait("Category", "Slow")]
public sealed class ProcessTests(SickMachine machine)
{
    private const string Zombie = "left-alone";

    // The shell does not wait for its child until somebody says something.
    private const string Neglect = "mkfifo \"$1\" && { \"$0\" & read -r word <\"$1\"; wait; echo waited >\"$2\"; exec sleep 60; }";

    internal static void Define(SickMachine machine)
    {
        if (OperatingSystem.IsLinux())
            machine.Watch("zombies", $"kind: process\nname: {Zombie}\nmin: 0\nzombies: {{ warning: 1 }}");
    }

    [Fact]
    public async Task A_process_that_nobody_waits_for_is_found_with_its_parent_until_it_does()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux shows processes as files");
        var (program, pipe, waited) = (Culprit.Copy("/bin/true", machine.Fleet.Folder, Zombie), machine.File("parent.pipe"), machine.File("parent.waited"));
        var fault = new Fault(machine.Fleet, "zombies/zombies");
        await using var parent = await Culprit.StartAsync(Neglect, program, pipe, waited);
        await machine.Fleet.UntilAsync("the child has ended", () => IsThere($"({Zombie}) Z {parent.Pid} "));
        var found = await fault.FoundAsync();
        found.Severity.ShouldBe("warning");
        found.Title.ShouldBe($"processes called {Zombie}: 1 zombie");
        var neglectful = found.Evidence["parents"]!.AsArray().ShouldHaveSingleItem()!;
        (neglectful["pid"]!.GetValue<int>(), neglectful["zombies"]!.GetValue<int>()).ShouldBe((parent.Pid, 1));

        await File.WriteAllTextAsync(pipe, "wait\n", TestContext.Current.CancellationToken);
        await machine.Fleet.UntilAsync("the parent waits for its child", () => File.Exists(waited));
        await fault.ClearedAsync();
    }

    // A process whose entry in /proc has that.
    private static bool IsThere(string state) => Directory.EnumerateDirectories("/proc")
        .Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0]))
        .Any(folder => Leftovers.Read(Path.Combine(folder, "stat")).AsSpan().IndexOf(Encoding.ASCII.GetBytes(state)) >= 0);
}
