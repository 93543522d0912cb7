using AgentFleet.Ledger.Fixing;
using AgentFleet.Supervisor.Tests.Loops;
using AgentFleet.Testing;

namespace AgentFleet.Supervisor.Tests.Dispatch;

/// <summary>Whatever a run leaves, its attempt comes to an end and its place is free again.</summary>
public sealed class OddRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_result_that_cannot_be_understood_does_not_keep_its_attempt_alive_for_ever()
    {
        // JSON.stringify writes half a character, as a cut text has it, in just this way.
        var claude = FakeClaude.Write(_folder, """printf '%s\n' '{"type":"result","subtype":"success","is_error":false,"result":"cut \ud83d"}'""");
        await using var loop = new Loop(claude: claude);
        loop.Policy("p", Written.Claude(["allowed_tools: [Read]"]));
        loop.Trouble("a", "p");
        loop.Scan();
        for (var i = 0; i < 3; i++)
        {
            loop.Supervisor.Tick();
            await Eventually.BecomesTrueAsync(() => loop.Supervisor.IsIdle);
        }

        loop.Claims.Live().ShouldBeEmpty();
        loop.Attempts("a").Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_runbook_that_is_killed_by_force_is_lost_once_and_counts_the_second_time()
    {
        await using var loop = new Loop();
        loop.Policy("p", Written.Runbook("kill -9 $PPID; kill -9 $$", "backoff: { base: 1m, cap: 1m }"));
        loop.Trouble("a", "p");
        await loop.RoundAsync();
        loop.Clock.Advance(TimeSpan.FromMinutes(2));
        await loop.RoundAsync();

        loop.Attempts("a").Select(a => (a.Outcome, a.Counted)).ShouldBe([(Outcome.Lost, false), (Outcome.Lost, true)]);
    }

    [Fact]
    public async Task A_run_whose_files_cannot_be_read_afterwards_has_run_all_the_same()
    {
        await using var loop = new Loop();
        loop.Policy("p", Written.Runbook("touch ran; ln -sf stderr.log ../stderr.log; exit 1"));
        loop.Trouble("a", "p");
        await loop.FixAsync();

        var attempt = loop.Attempts("a").Single();
        File.Exists(Path.Combine(loop.State.Run(attempt.Id), "work", "ran")).ShouldBeTrue();
        (attempt.Outcome, attempt.Counted).ShouldBe((Outcome.Failed, true), "or it is tried for ever and nobody is called");
    }

    public void Dispose() => _folder.Dispose();
}
