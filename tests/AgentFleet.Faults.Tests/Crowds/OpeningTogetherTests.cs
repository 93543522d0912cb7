using AgentFleet.Ledger;
using AgentFleet.Ledger.Files;

namespace AgentFleet.Faults.Tests.Crowds;

/// <summary>Services and verbs open the ledger whenever they like; these do it at the very same moment.</summary>
[Trait("Category", "Slow")]
public sealed class OpeningTogetherTests
{
    private const int Openers = 6;
    private const int Times = 40;

    [Theory]
    [MemberData(nameof(Rounds.All), MemberType = typeof(Rounds))]
    public async Task Whoever_opens_a_new_ledger_at_the_same_moment_gets_it(int round)
    {
        var refusals = new List<string>();
        for (var time = 0; time < Times; time++)
        {
            using var folder = new TemporaryFolder();
            refusals.AddRange(await OpenTogetherAsync(new StateFolder(folder.File("state"))));
        }
        refusals.ShouldBeEmpty($"round {round}: {Openers * Times} tried");
    }

    [Theory]
    [MemberData(nameof(Rounds.All), MemberType = typeof(Rounds))]
    public async Task Whoever_opens_a_ledger_that_others_open_again_and_again_gets_it(int round)
    {
        using var folder = new TemporaryFolder();
        var state = new StateFolder(folder.File("state"));
        Open(state).ShouldBeNull();
        var refusals = await Task.WhenAll(Enumerable.Range(0, Openers).Select(_ => Task.Run(
            () => Enumerable.Range(0, Times * 5).Select(_ => Open(state)).OfType<string>().ToList(), CancellationToken.None)));
        refusals.SelectMany(r => r).ShouldBeEmpty($"round {round}: {Openers * Times * 5} tried");
    }

    private static async Task<IEnumerable<string>> OpenTogetherAsync(StateFolder state)
    {
        using var start = new Barrier(Openers);
        var refusals = await Task.WhenAll(Enumerable.Range(0, Openers).Select(_ => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                return Open(state);
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        return refusals.OfType<string>();
    }

    private static string? Open(StateFolder state)
    {
        try
        {
            LedgerFile.Open(state, "host-1", TimeProvider.System).Dispose();
            return null;
        }
        catch (LedgerException e)
        {
            return e.Message;
        }
    }
}
