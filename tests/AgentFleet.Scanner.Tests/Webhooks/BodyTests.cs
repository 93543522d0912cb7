using System.Globalization;
using System.Text;
using AgentFleet.Scanner.Webhooks;

namespace AgentFleet.Scanner.Tests.Webhooks;

public sealed class BodyTests : IAsyncLifetime
{
    private const int Mebibyte = 1024 * 1024;

    private Hook _hook = null!;

    public async ValueTask InitializeAsync() => _hook = await Hook.StartAsync();

    public ValueTask DisposeAsync() => _hook.DisposeAsync();

    [Fact]
    public async Task The_longest_body_that_github_sends_is_taken()
    {
        (await _hook.StatusAsync(new() { Body = new byte[25 * Mebibyte] })).ShouldBe(202);
        await _hook.LookShouldFollowAsync();
    }

    [Fact]
    public async Task A_body_that_is_said_to_be_longer_is_refused_before_it_comes()
    {
        using var caller = await _hook.ConnectAsync();
        await caller.SendAsync(new Delivery().Head(26 * Mebibyte));
        Hook.StatusOf(await caller.ReadAsync()).ShouldBe(413);
        await _hook.NoLookShouldFollowAsync();
    }

    [Fact]
    public async Task A_body_that_becomes_longer_is_refused()
    {
        using var caller = await _hook.ConnectAsync();
        await caller.SendAsync(new Delivery { Body = new byte[26 * Mebibyte] }.Head(null));
        var sent = 0;
        while (sent < 26 && await caller.SendAsync(Chunk(new byte[Mebibyte])))
            sent++;
        await caller.SendAsync("0\r\n\r\n"u8.ToArray());
        // The answer may be lost with what nobody reads any more.
        Hook.StatusOf(await caller.ReadAsync()).ShouldBeOneOf(413, 0);
        await _hook.NoLookShouldFollowAsync();
    }

    [Fact]
    public async Task A_body_may_come_in_chunks()
    {
        var delivery = new Delivery();
        using var caller = await _hook.ConnectAsync();
        await caller.SendAsync(delivery.Head(null));
        foreach (var part in delivery.Body.Chunk(10))
            await caller.SendAsync(Chunk(part));
        await caller.SendAsync("0\r\n\r\n"u8.ToArray());
        Hook.StatusOf(await caller.ReadAsync()).ShouldBe(202);
        await _hook.LookShouldFollowAsync();
    }

    [Theory]
    [InlineData("zz\r\nabc\r\n0\r\n\r\n")]
    [InlineData("3\r\nabcdef\r\n0\r\n\r\n")]
    [InlineData("-1\r\n\r\n")]
    [InlineData("ffffffffffffffff\r\nabc")]
    public async Task Chunks_that_are_none_are_refused(string chunks)
    {
        using var caller = await _hook.ConnectAsync();
        await caller.SendAsync(new Delivery().Head(null));
        await caller.SendAsync(Encoding.ASCII.GetBytes(chunks));
        Hook.StatusOf(await caller.ReadAsync()).ShouldBeOneOf(400, 0);
        await _hook.NoLookShouldFollowAsync();
    }

    [Fact]
    public async Task A_body_that_is_cut_short_starts_nothing()
    {
        var delivery = new Delivery();
        using var caller = await _hook.ConnectAsync();
        await caller.SendAsync(delivery.Head(delivery.Body.Length + 1));
        await caller.SendAsync(delivery.Body);
        caller.End();
        Hook.StatusOf(await caller.ReadAsync()).ShouldBeOneOf(400, 0);
        await _hook.NoLookShouldFollowAsync();
    }

    [Fact]
    public async Task A_body_that_does_not_come_to_its_end_in_time_is_not_waited_for()
    {
        var delivery = new Delivery();
        using var caller = await _hook.ConnectAsync();
        await caller.SendAsync(delivery.Head(delivery.Body.Length));
        await caller.SendAsync(delivery.Body.AsMemory(1));
        var closed = caller.ReadAsync();
        while (await Task.WhenAny(closed, Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken)) != closed)
            _hook.Clock.Advance(HookEndpoint.BodyTime);
        (await closed).ShouldBeEmpty();
        await _hook.NoLookShouldFollowAsync();
    }

    [Fact]
    public async Task A_body_of_two_pieces_is_one()
    {
        var delivery = new Delivery();
        using var caller = await _hook.ConnectAsync();
        await caller.SendAsync(delivery.Head(delivery.Body.Length));
        await caller.SendAsync(delivery.Body.AsMemory(0, 5));
        await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, TestContext.Current.CancellationToken);
        await caller.SendAsync(delivery.Body.AsMemory(5));
        Hook.StatusOf(await caller.ReadAsync()).ShouldBe(202);
    }

    [Fact]
    public async Task The_older_protocol_of_proxies_is_understood()
    {
        using var caller = await _hook.ConnectAsync();
        await caller.SendAsync(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(new Delivery().Whole).Replace("HTTP/1.1", "HTTP/1.0", StringComparison.Ordinal)));
        Hook.StatusOf(await caller.ReadAsync()).ShouldBe(202);
    }

    private static byte[] Chunk(byte[] part) =>
        [.. Encoding.ASCII.GetBytes(part.Length.ToString("x", CultureInfo.InvariantCulture) + "\r\n"), .. part, .. "\r\n"u8];
}
