using System.Text;
using AgentFleet.Scanner.Webhooks;
using AgentFleet.Testing;
using Microsoft.Extensions.Logging;

namespace AgentFleet.Scanner.Tests.Webhooks;

public sealed class CrowdedHookTests : IAsyncLifetime
{
    private Hook _hook = null!;

    public async ValueTask InitializeAsync() => _hook = await Hook.StartAsync();

    public ValueTask DisposeAsync() => _hook.DisposeAsync();

    [Fact]
    public async Task Many_deliveries_at_once_are_all_answered()
    {
        var callers = Enumerable.Range(0, 8).Select(async _ =>
        {
            var statuses = new List<int>();
            for (var time = 0; time < 25; time++)
                statuses.Add(await _hook.StatusAsync(new() { Body = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToByteArray() }));
            return statuses;
        });
        (await Task.WhenAll(callers)).SelectMany(statuses => statuses).ShouldAllBe(status => status == 202);
        await _hook.LookShouldFollowAsync();
        await _hook.NoLookShouldFollowAsync();
    }

    [Fact]
    public async Task Connections_that_hang_are_no_more_than_sixteen_and_leave_room_when_they_go()
    {
        var hanging = new List<Caller>();
        for (var number = 0; number < HookServer.MostConnections; number++)
        {
            hanging.Add(await _hook.ConnectAsync());
            await hanging[^1].SendAsync(new Delivery().Head(1000));
        }
        await Eventually.BecomesTrueAsync(() => _hook.Log.Count("started.") >= HookServer.MostConnections);
        (await _hook.StatusAsync(new())).ShouldBe(0);

        hanging.ForEach(caller => caller.Dispose());
        // It is noticed one by one that they are gone.
        await Eventually.BecomesTrueAsync(() => _hook.Log.Count("stopped.") >= HookServer.MostConnections);
        (await _hook.StatusAsync(new())).ShouldBe(202);
    }

    [Theory]
    [InlineData("\0\u0001\u0002\u0003")]
    [InlineData("\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003")]
    [InlineData("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")]
    [InlineData("POST /hooks/github\r\n\r\n")]
    [InlineData("POST /hooks/github HTTP/1.1\r\n\r\n")]
    [InlineData("POST /hooks/github HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n")]
    [InlineData("POST /hooks/github HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n")]
    [InlineData("POST /hooks/github HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n")]
    public async Task Garbage_gets_nothing_but_a_refusal(string text)
    {
        using (var caller = await _hook.ConnectAsync())
        {
            await caller.SendAsync(Encoding.Latin1.GetBytes(text));
            caller.End();
            Hook.StatusOf(await caller.ReadAsync()).ShouldBeOneOf(0, 400, 415, 505);
        }
        await _hook.NoLookShouldFollowAsync();
        (await _hook.StatusAsync(new())).ShouldBe(202, "it goes on");
        _hook.Log.From(LogLevel.Warning).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(5_000, 1, 414)]
    [InlineData(10, 17_000, 431)]
    public async Task Heads_are_bounded(int path, int header, int status)
    {
        using var caller = await _hook.ConnectAsync();
        await caller.SendAsync(Encoding.ASCII.GetBytes($"POST /{new string('a', path)} HTTP/1.1\r\nHost: a\r\nX: {new string('b', header)}\r\n\r\n"));
        Hook.StatusOf(await caller.ReadAsync()).ShouldBe(status);
    }

    [Fact]
    public async Task Headers_are_counted()
    {
        using var caller = await _hook.ConnectAsync();
        var many = string.Concat(Enumerable.Range(0, 80).Select(number => $"X-{number}: 1\r\n"));
        await caller.SendAsync(Encoding.ASCII.GetBytes($"POST / HTTP/1.1\r\nHost: a\r\n{many}\r\n"));
        Hook.StatusOf(await caller.ReadAsync()).ShouldBe(431);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task A_head_that_does_not_come_to_its_end_is_not_waited_for()
    {
        using var caller = await _hook.ConnectAsync();
        await caller.SendAsync("POST /hooks/github HTTP/1.1\r\nHost: a\r\n"u8.ToArray());
        var began = TimeProvider.System.GetTimestamp();
        Hook.StatusOf(await caller.ReadAsync()).ShouldBeOneOf(408, 0);
        TimeProvider.System.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(25), "the web server's own patience is longer");
    }
}
