using AgentFleet.Processes;
using AgentFleet.Scanner.Checks;
using AgentFleet.Scanner.Tests.Checks.Logs;

namespace AgentFleet.Scanner.Tests.Checks.BadInput;

/// <summary>Times of files that are beyond every calendar; tmpfs keeps them.</summary>
public sealed class OddTimeTests : IDisposable
{
    private readonly string _folder = Path.Join("/dev/shm", $"agentfleet-test-{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}");

    public static TheoryData<long> Seconds => [long.MaxValue / 4, -(long.MaxValue / 4), 253402300800, -62135596801];

    private async Task<string> WriteAsync(string name, long seconds)
    {
        Assert.SkipUnless(Directory.Exists("/dev/shm"), "there is no tmpfs here");
        Directory.CreateDirectory(_folder);
        var file = Path.Join(_folder, name);
        await File.WriteAllTextAsync(file, "an error\n", TestContext.Current.CancellationToken);
        var ended = await Command.RunAsync(new CommandSpec(["touch", "-d", $"@{seconds}", file], TimeSpan.FromMinutes(1)), TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.SkipUnless(ended is CommandResult.Exited { Code: 0 }, "such a time cannot be set here");
        return file;
    }

    [Theory]
    [MemberData(nameof(Seconds))]
    public async Task A_file_of_no_time_is_unknown_or_far_from_now_and_never_well(long seconds)
    {
        var file = await WriteAsync("a.gz", seconds);
        foreach (var path in new[] { file, _folder })
        {
            var source = (await Definition.Check($"{{ kind: freshness, path: {path}, thresholds: {{ warning: 1h }} }}").SurviveAsync()).Sources.ShouldHaveSingleItem();
            (source.Incomplete is not null || source.Observations.Single().Level != Level.Ok).ShouldBeTrue();
        }
        (await Definition.Check($"{{ kind: folder-size, path: {_folder}, thresholds: {{ warning: 1B }} }}").SurviveAsync()).Sources[0].Only().Level.ShouldBe(Level.Warning);
    }

    [Fact]
    public async Task A_log_is_found_again_beside_a_file_of_no_time()
    {
        using var world = new LogWorld();
        var check = LogWorld.Read($"{{ file: {await WriteAsync("app.log", 0)}, match: [error] }}");
        await world.LookAsync(check);
        await WriteAsync("app.log.2", long.MaxValue / 4);
        File.Move(Path.Join(_folder, "app.log"), Path.Join(_folder, "app.log.1"));
        await File.AppendAllTextAsync(Path.Join(_folder, "app.log.1"), "error 2\n", TestContext.Current.CancellationToken);
        await WriteAsync("app.log", 0);
        LogWorld.LastLines(await world.LookAsync(check)).ShouldBe(["error 2", "an error"]);
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }
}
