namespace AgentFleet.Processes.Tests;

/// <summary>What is counted here is the whole process's, so nothing else runs beside it.</summary>
[Collection(nameof(CommandCostTests))]
[CollectionDefinition(nameof(CommandCostTests), DisableParallelization = true)]
public sealed class CommandCostTests
{
    private const int Much = 250_000_000;

    [Fact]
    public async Task Output_beyond_the_limit_is_read_and_dropped_and_takes_no_memory()
    {
        var before = GC.GetTotalAllocatedBytes();
        var end = await Sh.ExitAsync(Sh.Command($"head -c {Much} /dev/zero; echo done >&2"));
        end.Output.Length.ShouldBe(65536);
        (end.Errors, end.Code, end.Truncated).ShouldBe(("done\n", 0, true));
        (GC.GetTotalAllocatedBytes() - before).ShouldBeLessThan(Much / 2);
    }

    [Fact]
    public async Task Many_grandchildren_that_keep_the_pipe_open_hold_no_thread_of_ours()
    {
        var before = ThreadPool.ThreadCount;
        var ends = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Sh.ExitAsync(Sh.Command("sleep 600 & echo $!"))));
        ThreadPool.ThreadCount.ShouldBeLessThan(before + 30);
        await Sh.ExitAsync(Sh.Command("kill -9 \"$@\"", [.. ends.Select(e => e.Output.Trim())]));
    }
}
