using AgentFleet.Scanner.Checks;
using AgentFleet.Scanner.Checks.Processes;
using AgentFleet.Scanner.Tests.Checks.BadInput;
using AgentFleet.Testing;

namespace AgentFleet.Scanner.Tests.Checks.Processes;

/// <summary>Real processes, and some that only seem to be there.</summary>
public sealed class ProcessCheckTests : IDisposable
{
    private readonly TemporaryFolder _programs = new();
    private readonly KernelFolder _kernel = new();
    private readonly string _name = $"af{Environment.ProcessId}x";

    public void Dispose()
    {
        _kernel.Dispose();
        _programs.Dispose();
    }

    private Task<Look> LookAsync(string keys) => _kernel.LookAsync(Looks.Defined($"kind: process\n{keys}"));

    private Task<Child> StartAsync(string script = "exec \"$0\" 60") => Child.RunAsync(_programs, _name, script);

    [Fact]
    public async Task A_process_that_does_not_run_is_missed_until_it_runs()
    {
        var gone = (await LookAsync($"name: {_name}")).Of("count");
        (gone.Level, gone.Title).ShouldBe((Level.Critical, $"processes called {_name}: 0 running, at least 1 should be"));

        await using (await StartAsync())
        {
            (await LookAsync($"name: {_name}")).Of("count").Level.ShouldBe(Level.Ok);
            (await LookAsync($"name: {_name}\nmin: 2")).Of("count").Level.ShouldBe(Level.Critical);
            await using var another = await StartAsync();
            var many = (await LookAsync($"name: {_name}\nmax: 1")).Of("count");
            (many.Level, many.Title).ShouldBe((Level.Critical, $"processes called {_name}: 2 running, at most 1 should be"));
        }

        (await LookAsync($"name: {_name}")).Of("count").Level.ShouldBe(Level.Critical);
    }

    [Fact]
    public async Task A_part_of_the_command_line_tells_processes_apart()
    {
        await using var child = await StartAsync("exec \"$0\" 59.5");

        (await LookAsync($"command: {_name} 59")).Of("count").Number<int>("count").ShouldBe(1);
        (await LookAsync($"name: {_name}\ncommand: \"59.6\"")).Of("count").Level.ShouldBe(Level.Critical);
    }

    [Fact]
    public async Task A_name_that_the_kernel_cuts_is_still_the_whole_name()
    {
        var name = $"{_name}-with-a-long-name";
        await using var child = await Child.RunAsync(_programs, name);

        (await LookAsync($"name: {name}")).Of("count").Number<int>("count").ShouldBe(1);
        (await LookAsync($"name: {name}r")).Of("count").Number<int>("count").ShouldBe(0);
    }

    [Fact]
    public async Task A_zombie_does_not_run_and_is_counted_as_what_it_is()
    {
        await using var child = await StartAsync("\"$0\" 0 & exec \"$0\" 60");
        await Eventually.BecomesTrueAsync(() => new LinuxProcesses("/proc").Read(TestContext.Current.CancellationToken).Seen.Any(process => process.Name == _name && process.IsZombie));

        var look = await LookAsync($"name: {_name}\nzombies: {{ warning: 1 }}");
        look.Of("count").Number<int>("count").ShouldBe(1);
        (look.Of("zombies").Level, look.Of("zombies").Title).ShouldBe((Level.Warning, $"processes called {_name}: 1 zombie"));
        look.Of("zombies").Evidence["parents"]!.ToJsonString().ShouldBe($"[{{\"pid\":{await child.Pid},\"zombies\":1}}]");

        (await LookAsync("zombies: { warning: 1 }")).Of("zombies").Level.ShouldBe(Level.Warning, "the whole machine's");
    }

    [Fact]
    public async Task Descriptors_are_set_against_the_soft_limit_of_the_worst()
    {
        await using var frugal = await StartAsync();
        (await LookAsync($"name: {_name}\ndescriptors: {{ warning: 5, critical: 10 }}")).Of("descriptors").Level.ShouldBe(Level.Ok);

        await using var wasteful = await StartAsync("ulimit -n 64; exec 3</dev/null 4</dev/null 5</dev/null 6</dev/null 7</dev/null 8</dev/null 9</dev/null \"$0\" 60");
        var seen = (await LookAsync($"name: {_name}\ndescriptors: {{ warning: 5, critical: 10 }}")).Of("descriptors");
        seen.Level.ShouldBe(Level.Critical);
        // More than the ten that are opened here where whoever runs the tests left some open.
        seen.Title.ShouldMatch($@"^{_name} \({await wasteful.Pid}\) has [1-6][0-9] of 64 file descriptors open \([0-9.]+ %\)$");
        seen.Evidence["processes"]!.AsArray().Count.ShouldBe(2);
    }

    [Fact]
    [Trait(NobodyTests.As, NobodyTests.Nobody)]
    public async Task Descriptors_of_others_make_that_part_incomplete_and_nothing_else()
    {
        if (Environment.UserName == "root")
            Assert.Skip("root can see everybody's descriptors");
        var look = await LookAsync($"name: {Init}\ndescriptors: {{ warning: 80 }}");

        look.Incomplete("descriptors").ShouldNotBeNull().ShouldContain("permission denied");
        look.Sources.Single(source => source.Source == "descriptors").Observations.ShouldBeEmpty();
        (look.Of("count").Level, look.Incomplete("machine")).ShouldBe((Level.Ok, null));
    }

    private static string Init => System.Text.Json.JsonSerializer.Serialize(File.ReadAllText("/proc/1/comm").Trim());

    [Fact]
    public async Task The_oldest_has_an_age()
    {
        var old = (await LookAsync($"name: {Init}\nage: {{ warning: 1s, critical: 3650d }}")).Of("age");
        old.Level.ShouldBe(Level.Warning);
        old.Number<decimal>("age_seconds").ShouldBeGreaterThan(1);

        await using var child = await StartAsync();
        var young = (await LookAsync($"name: {_name}\nage: {{ warning: 1m }}")).Of("age");
        (young.Level, young.Number<int>("pid")).ShouldBe((Level.Ok, await child.Pid));
    }

    [Theory]
    [InlineData("name: web", null, "a hidden one may be it")]
    [InlineData("name: seen", Level.Ok, "one is enough")]
    [InlineData("name: seen\nmax: 1", null, "there may be more")]
    [InlineData("name: seen\nmin: 0\nmax: 0", Level.Critical, "one is too many already")]
    public async Task Where_others_are_hidden_only_what_they_cannot_change_is_said(string keys, Level? level, string because)
    {
        _kernel.Write("42/stat", "42 (seen) S 0 1 1 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 3 1000 20 18446744073709551615 1 1\n");
        _kernel.Write("43/stat", "garbage");
        Directory.CreateDirectory(Path.Combine(_kernel.Path, "44"));
        var defined = (ProcessCheck)Looks.Defined($"kind: process\n{keys}");
        var look = await _kernel.LookAsync(defined.At(_kernel.Path));

        var source = look.Sources.ShouldHaveSingleItem();
        source.Incomplete.ShouldBe($"{_kernel.Path} hides other users' processes from us (hidepid)");
        source.Observations.Where(seen => seen.Thing == "count").Select(seen => (Level?)seen.Level).FirstOrDefault().ShouldBe(level, because);
    }

    [Fact]
    public void The_soft_limit_is_read()
    {
        DescriptorUse.ParseLimit(KernelFolder.Recorded("Processes", "limits"), out var soft).ShouldBeTrue();
        soft.ShouldBe(20000);
        DescriptorUse.ParseLimit("Max open files            unlimited            unlimited            files     \n", out soft).ShouldBeTrue();
        soft.ShouldBeNull();
        DescriptorUse.ParseLimit("Max cpu time              1 2 seconds\n", out _).ShouldBeFalse();
    }

    [Fact]
    public void A_definition_is_read_strictly()
    {
        Looks.Defined("kind: process").ShouldBeOfType<ProcessCheck>();
        Looks.ProblemsOf("kind: process\nname: /usr/bin/web\ncommand: \"\"\nmax: 0\nage: { warning: 2h, critical: 1h }\nzombies: { warning: x }\ndescriptors: {}").ShouldBe(
        [
            "machine.yaml:3:7: \"name\" must be a name without a folder; write \"web\", or the path as \"command\"",
            "machine.yaml:4:10: \"command\" must not be empty",
            "machine.yaml:5:6: \"max\" (0) must not be below \"min\" (1); write \"min: 0\" too",
            "machine.yaml:6:17: \"warning\" (2h) must not be above \"critical\" (1h)",
            "machine.yaml:7:21: \"warning\" must be a number of at least 0, not \"x\"",
            "machine.yaml:8:14: \"descriptors\" has neither \"warning\" nor \"critical\"; write { warning: 10, critical: 20 }",
        ]);
    }
}
