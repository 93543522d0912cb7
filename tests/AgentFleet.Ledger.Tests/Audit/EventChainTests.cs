using System.Security.Cryptography;
using System.Text;
using AgentFleet.Ledger.Audit;
using AgentFleet.Ledger.Fixing;
using Dapper;

namespace AgentFleet.Ledger.Tests.Audit;

public sealed class EventChainTests : IDisposable
{
    private const string Unlock = "DROP TRIGGER events_are_not_changed; DROP TRIGGER events_are_not_deleted; ";

    private readonly World _world = new();

    public EventChainTests()
    {
        foreach (var target in new[] { "a", "b", "c", "d" })
            Hold(target);
    }

    private ChainVerdict Verdict => _world.Reader().VerifyEvents();

    [Fact]
    public void A_chain_that_nobody_touched_is_whole()
    {
        var whole = Verdict.ShouldBeOfType<ChainVerdict.Whole>();
        whole.Count.ShouldBe(4);
        whole.Head.ShouldBe(_world.Scalar<string>("SELECT hash FROM events WHERE id = 4"));
    }

    [Fact]
    public void An_empty_chain_is_whole()
    {
        using var world = new World();
        world.Reader().VerifyEvents().ShouldBe(new ChainVerdict.Whole(0, EventChain.Genesis));
    }

    [Fact]
    public void Anybody_can_recompute_it()
    {
        var previous = EventChain.Genesis;
        foreach (var row in _world.Raw().Query<(string, string, string, string, string, string)>("SELECT at, host, actor, kind, subject, data FROM events ORDER BY id"))
        {
            string[] fields = [previous, row.Item1, row.Item2, row.Item3, row.Item4, row.Item5, row.Item6];
            var text = string.Concat(fields.Select(f => $"{Encoding.UTF8.GetByteCount(f)}:{f},"));
            previous = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        }
        previous.ShouldBe(_world.Scalar<string>("SELECT hash FROM events ORDER BY id DESC LIMIT 1"));
    }

    [Theory]
    [InlineData("at")]
    [InlineData("host")]
    [InlineData("actor")]
    [InlineData("kind")]
    [InlineData("subject")]
    [InlineData("data")]
    public void A_changed_field_shows(string column)
    {
        _world.Execute(Unlock + $"UPDATE events SET {column} = '\"x\"' WHERE id = 2");
        Verdict.ShouldBe(new ChainVerdict.Broken(2, "its content is not what was written: its hash does not match"));
    }

    [Fact]
    public void An_event_that_was_changed_with_its_hash_shows_at_the_next()
    {
        _world.Execute(Unlock + "UPDATE events SET hash = @hash WHERE id = 2", new { hash = new string('a', 64) });
        Verdict.ShouldBe(new ChainVerdict.Broken(2, "its content is not what was written: its hash does not match"));
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 3)]
    public void A_removed_event_shows(int removed, int shows)
    {
        _world.Execute(Unlock + "DELETE FROM events WHERE id = @removed", new { removed });
        Verdict.ShouldBe(new ChainVerdict.Broken(shows, "it does not follow the event before: one was removed, added or changed"));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(2)]
    [InlineData(1)]
    public void A_cut_off_tail_shows(int from)
    {
        _world.Execute(Unlock + "DELETE FROM events WHERE id >= @from", new { from });
        Verdict.ShouldBe(new ChainVerdict.Broken(from, "it and all that followed were removed"));
    }

    [Fact]
    public void A_cut_off_tail_shows_even_when_life_went_on()
    {
        _world.Execute(Unlock + "DELETE FROM events WHERE id = 4");
        Hold("e");
        Verdict.ShouldBeOfType<ChainVerdict.Broken>();
    }

    [Fact]
    public void An_inserted_event_shows()
    {
        _world.Execute(Unlock + """
            UPDATE events SET id = id + 1 WHERE id = 4;
            INSERT INTO events SELECT 4, at, host, 'liar', kind, subject, data, prev_hash, hash FROM events WHERE id = 3
            """);
        Verdict.ShouldBe(new ChainVerdict.Broken(4, "it does not follow the event before: one was removed, added or changed"));
    }

    [Theory]
    [InlineData("emoji 😀, umlaut ü, \u202Eright to left")]
    [InlineData("nul \0 in the middle")]
    [InlineData("5:fake,3:net,")]
    [InlineData("")]
    public void Whatever_strangers_write_the_chain_stays_whole(string text)
    {
        Hold(text);
        Verdict.ShouldBeOfType<ChainVerdict.Whole>().Count.ShouldBe(5);
    }

    [Fact]
    public void Half_of_a_surrogate_pair_does_not_break_the_chain()
    {
        Hold("half \ud83d of a pair");
        Verdict.ShouldBeOfType<ChainVerdict.Whole>().Count.ShouldBe(5);
    }

    [Fact]
    public async Task Writers_of_many_processes_keep_the_chain_whole()
    {
        var stores = Enumerable.Range(0, 4).Select(_ => new HoldStore(_world.Elsewhere())).ToList();
        await Task.WhenAll(stores.Select((store, writer) => Task.Run(() =>
        {
            for (var i = 0; i < 50; i++)
                store.Place(new(HoldKind.Mute, $"{writer}/{i}", "race", "person:x", null));
        }, TestContext.Current.CancellationToken)));
        Verdict.ShouldBeOfType<ChainVerdict.Whole>().Count.ShouldBe(204);
    }

    public void Dispose() => _world.Dispose();

    private void Hold(string target) => _world.Holds.Place(new(HoldKind.Mute, target, "because: " + target, "person:x", null));
}
