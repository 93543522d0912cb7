using AgentFleet.Ledger.Files;
using AgentFleet.Ledger.Scanning;
using AgentFleet.Processes;
using AgentFleet.Scanner.Checks;
using AgentFleet.Scanner.Cycles;
using AgentFleet.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentFleet.Scanner.Tests.Cycles;

public sealed class CycleRunnerTests : IDisposable
{
    private readonly Scanning _scanning = new();

    private static CancellationToken Enough => TestContext.Current.CancellationToken;

    // A look whose check has begun and does not come to its end.
    private async Task<CycleReport> HangAsync()
    {
        var run = _scanning.RunAsync(CycleTrigger.Schedule);
        await Eventually.BecomesTrueAsync(() => _scanning.Check.Looks == 1);
        return (await _scanning.PassTimeAsync(run, longest: TimeSpan.MaxValue)).ShouldBeOfType<CycleOutcome.Ran>().Report;
    }

    [Fact]
    public async Task A_check_that_hangs_costs_its_timeout_and_no_more()
    {
        var never = new TaskCompletionSource<Look>();
        _scanning.Check.Sees = (_, _) => never.Task;

        var report = await HangAsync();

        (report.Status, report.Look.Sources.ShouldHaveSingleItem().Incomplete).ShouldBe((CycleStatus.Failed, "timed out after 10s"));
        _scanning.Ask("SELECT status, error FROM cycles").ShouldHaveSingleItem().ShouldBe(["failed", "timed out after 10s"]);
    }

    [Fact]
    public async Task A_check_that_still_hangs_is_not_started_again()
    {
        var never = new TaskCompletionSource<Look>();
        _scanning.Check.Sees = (_, _) => never.Task;
        await HangAsync();

        (await _scanning.LookAsync(Scanning.Good())).Look.Sources.ShouldHaveSingleItem().Incomplete.ShouldBe("the look before this one still hangs");
        _scanning.Check.Looks.ShouldBe(1);
        never.SetResult(new([]));
        (await _scanning.LookAsync(Scanning.Good())).Status.ShouldBe(CycleStatus.Complete);
    }

    [Fact]
    public async Task A_check_that_blocks_its_thread_does_not_block_the_cycle()
    {
        using var gate = new ManualResetEventSlim();
        _scanning.Check.Sees = (_, _) =>
        {
            gate.Wait(TimeSpan.FromMinutes(2), CancellationToken.None);
            return Task.FromResult(new Look([]));
        };

        (await HangAsync()).Status.ShouldBe(CycleStatus.Failed);
        gate.Set();
    }

    [Fact]
    public async Task A_check_that_obeys_its_cancellation_timed_out_as_well()
    {
        _scanning.Check.Sees = async (context, ct) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, context.Clock, ct);
            return new([]);
        };

        var report = await HangAsync();
        report.Look.Sources.ShouldHaveSingleItem().Incomplete.ShouldBe("timed out after 10s");
    }

    [Fact]
    public async Task A_check_that_fails_has_seen_nothing()
    {
        await _scanning.LookAsync(Scanning.Bad());
        _scanning.Check.Sees = (_, _) => throw new InvalidDataException("the disk\nis on fire");

        var report = (await _scanning.RunAsync(CycleTrigger.Person)).ShouldBeOfType<CycleOutcome.Ran>().Report;

        report.Look.Sources.ShouldHaveSingleItem().Incomplete.ShouldBe("the check failed: InvalidDataException: the disk is on fire");
        _scanning.Cycles.Known("web").Single(finding => finding.Kind == "plugin").State.ShouldBe(FindingState.Open);
    }

    [Fact]
    public async Task A_scheduled_firing_gives_way_and_a_person_waits()
    {
        var holder = FileLock.TryAcquire(_scanning.Ledger.State.ScannerLock("web")).ShouldNotBeNull();
        _scanning.Check.Sees = (_, _) => Task.FromResult(new Look([Scanning.Source()]));

        (await _scanning.RunAsync(CycleTrigger.Schedule)).ShouldBeOfType<CycleOutcome.Overlapped>();
        var person = _scanning.RunAsync(CycleTrigger.Person);
        _scanning.Clock.Advance(TimeSpan.FromSeconds(1));
        person.IsCompleted.ShouldBeFalse();
        holder.Dispose();
        (await _scanning.PassTimeAsync(person)).ShouldBeOfType<CycleOutcome.Ran>();
    }

    [Fact]
    public async Task Even_a_person_does_not_wait_for_ever()
    {
        using var holder = FileLock.TryAcquire(_scanning.Ledger.State.ScannerLock("web")).ShouldNotBeNull();
        var began = _scanning.Clock.GetUtcNow();

        (await _scanning.PassTimeAsync(_scanning.RunAsync(CycleTrigger.Person))).ShouldBeOfType<CycleOutcome.Overlapped>();
        (_scanning.Clock.GetUtcNow() - began).ShouldBeInRange(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(22));
    }

    [Fact]
    public async Task A_cycle_that_was_killed_in_the_middle_is_abandoned_and_counts_for_nothing()
    {
        using var killed = new CancellationTokenSource();
        _scanning.Check.Sees = async (_, ct) =>
        {
            await killed.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
            return new([Scanning.Source(Scanning.Bad())]);
        };
        await Should.ThrowAsync<OperationCanceledException>(() => _scanning.Runner.RunAsync(_scanning.Definition, CycleTrigger.Schedule, killed.Token));
        _scanning.Ask("SELECT status FROM cycles").ShouldHaveSingleItem()[0].ShouldBe("running");
        _scanning.Cycles.Known("web").ShouldBeEmpty();

        await _scanning.LookAsync(Scanning.Good());
        _scanning.Ask("SELECT status FROM cycles ORDER BY started_at").Select(row => row[0]).ShouldBe(["abandoned", "complete"]);
    }

    [Fact]
    public async Task Two_runners_never_look_at_the_same_time()
    {
        var (now, most) = (0, 0);
        _scanning.Check.Sees = async (_, ct) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            await Task.Delay(TimeSpan.FromMilliseconds(3), TimeProvider.System, ct);
            Interlocked.Decrement(ref now);
            return new([Scanning.Source(Scanning.Bad())]);
        };
        using var one = LedgerFile.Open(_scanning.Ledger.State, "host-1", TimeProvider.System);
        using var other = LedgerFile.Open(_scanning.Ledger.State, "host-1", TimeProvider.System);
        CycleRunner[] runners = [new(one, Surroundings.None, TimeProvider.System, NullLogger<CycleRunner>.Instance), new(other, Surroundings.None, TimeProvider.System, NullLogger<CycleRunner>.Instance)];

        await Task.WhenAll(Enumerable.Range(0, 10).SelectMany(_ => runners).Select(runner => Task.Run(
            async () => (await runner.RunAsync(_scanning.Definition, CycleTrigger.Person, Enough)).ShouldBeOfType<CycleOutcome.Ran>(), Enough)));

        (most, _scanning.Check.Looks).ShouldBe((1, 20));
        _scanning.Ask("SELECT DISTINCT status FROM cycles").ShouldHaveSingleItem()[0].ShouldBe("complete");
        _scanning.Finding.BadLooks.ShouldBe(20);
    }

    [Fact]
    public async Task What_was_seen_stands_in_the_ledger()
    {
        await _scanning.LookAsync(new SourceLook("/", [Scanning.Bad("/"), Scanning.Good("/home")]), new SourceLook("/mnt", [], "did not answer"));

        _scanning.Ask("SELECT source, complete, subjects, error FROM cycle_sources ORDER BY source").Select(row => (row[0], row[1], row[2], row[3]))
            .ShouldBe([("/", 1L, 2L, null), ("/mnt", 0L, 0L, "did not answer")]);
        _scanning.Ask("SELECT trigger, status, seen, opened FROM cycles").ShouldHaveSingleItem().ShouldBe(["schedule", "partial", 1L, 1L]);
        _scanning.Ask("SELECT evidence FROM findings WHERE kind = 'plugin'").ShouldHaveSingleItem()[0].ShouldBe("{\"value\":1}");
    }

    [Fact]
    public async Task A_name_that_a_stranger_chose_cannot_write_to_a_terminal_or_forge_a_line_of_a_log()
    {
        const string mount = "/mnt/\u001b[2Ja\nb\u202e";
        await _scanning.LookAsync(new SourceLook(mount, [Scanning.Bad(mount)]), new SourceLook("/mnt/\u001b\nc", [], "/mnt/\u001b\nc is not mounted"));

        _scanning.Ask("SELECT subject, source, fingerprint FROM findings WHERE kind = 'plugin'").ShouldHaveSingleItem()
            .ShouldBe(["web//mnt/ [2Ja b", "/mnt/ [2Ja b", "host-1:plugin:web//mnt/ [2Ja b"]);
        _scanning.Ask("SELECT subject FROM findings WHERE kind = 'unknown'").ShouldHaveSingleItem()[0].ShouldBe("web//mnt/ c");
        _scanning.Ask("SELECT source, error FROM cycle_sources ORDER BY source").Select(row => (row[0], row[1]))
            .ShouldBe([("/mnt/ [2Ja b", null), ("/mnt/ c", "/mnt/ c is not mounted")]);

        // What is known under the harmless name is found again under the other.
        await _scanning.LookAsync(new SourceLook(mount, [Scanning.Good(mount)]), new SourceLook("/mnt/\u001b\nc", [], "no answer"));
        _scanning.Cycles.Known("web").Single(finding => finding.Kind == "plugin").State.ShouldBe(FindingState.Resolved);
    }

    [Fact]
    public async Task Two_names_that_differ_only_in_what_is_harmful_are_one_source()
    {
        await _scanning.LookAsync(new SourceLook("/a b", [Scanning.Good("/a b")]), new SourceLook("/a\nb", [Scanning.Good("/a\nb")], "no answer"));

        _scanning.Ask("SELECT source, complete, subjects, error FROM cycle_sources").ShouldHaveSingleItem().ShouldBe(["/a b", 0L, 2L, "no answer"]);
    }

    public void Dispose() => _scanning.Dispose();
}
