using System.Net;
using System.Net.Sockets;
using System.Text;
using AgentFleet.Scanner.Checks;
using AgentFleet.Scanner.Checks.Network;
using AgentFleet.Scanner.Checks.Ports;
using AgentFleet.Testing;

namespace AgentFleet.Scanner.Tests.Checks.Ports;

/// <summary>Connects to real listeners on loopback.</summary>
public sealed class PortCheckTests : IDisposable
{
    private readonly ReservedPort _reserved = new();
    private readonly TcpListener _listener;

    public PortCheckTests()
    {
        _listener = new(_reserved.Address);
        _listener.Start(1);
    }

    private int Port => _reserved.Port;

    private Task<SourceLook> LookAsync(string more = "", double seconds = 10) =>
        Definition.Check($"kind: port\naddress: 127.0.0.1:{Port}\n{more}").LookAsync(TimeSpan.FromSeconds(seconds));

    private static PortCheck Check(string host, Func<Task<IPAddress[]>> resolve, int port) =>
        new(new(host, port), null, new(null, null)) { Dialer = new() { Resolve = (_, _) => resolve() } };

    [Fact]
    public async Task A_port_is_well_while_somebody_listens_and_critical_when_nobody_does()
    {
        var well = (await LookAsync()).Only();
        (well.Thing, well.Level).ShouldBe((null, Level.Ok));
        well.Title.ShouldMatch($"^127.0.0.1:{Port} accepts connections within [0-9.]+ ms$");
        well.Measured.ShouldHaveSingleItem().Metric.ShouldBe("connect_milliseconds");

        _listener.Stop();
        var bad = (await LookAsync()).Only();
        (bad.Level, bad.Title).ShouldBe((Level.Critical, $"127.0.0.1:{Port} does not accept connections: connection refused"));
        bad.Measured.ShouldBeEmpty();

        using var again = _reserved.Take();
        (await LookAsync()).Only().Level.ShouldBe(Level.Ok);
    }

    [Fact]
    public async Task A_server_that_no_longer_accepts_is_critical_in_good_time()
    {
        // The kernel drops who comes when as many wait as may wait.
        var waiting = new List<Socket>();
        for (var n = 0; n < 4; n++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            waiting.Add(socket);
            _ = socket.ConnectAsync(IPAddress.Loopback, Port, TestContext.Current.CancellationToken).AsTask().ContinueWith(
                ended => ended.Exception, TestContext.Current.CancellationToken, TaskContinuationOptions.None, TaskScheduler.Default);
        }
        // One that is accepted and one that waits; the others are dropped.
        await Eventually.BecomesTrueAsync(() => waiting.Count(socket => socket.Connected) >= 2);
        var look = (await LookAsync(seconds: 1)).Only();
        waiting.ForEach(socket => socket.Dispose());

        (look.Level, look.Title).ShouldBe((Level.Critical, $"127.0.0.1:{Port} does not accept connections: no answer in time"));
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n", Level.Ok, "accepts connections within")]
    [InlineData("220 mail\u001b[31m ready\r\n", Level.Critical, @"says ""220 mail\u{1B}[31m ready\u{D}\u{A}"", not ""SSH-2.0-""")]
    [InlineData("", Level.Critical, "closes the connection and says nothing")]
    public async Task What_the_server_says_must_be_what_is_expected(string greeting, Level level, string title)
    {
        var server = ServeAsync(Encoding.UTF8.GetBytes(greeting));
        var look = (await LookAsync("expect: SSH-2.0-")).Only();
        await server;

        look.Level.ShouldBe(level);
        look.Title.ShouldContain(title);
    }

    [Fact]
    public async Task A_greeting_may_come_in_pieces()
    {
        var server = ServeAsync("SSH-"u8.ToArray(), "2.0-x"u8.ToArray());
        (await LookAsync("expect: SSH-2.0-")).Only().Level.ShouldBe(Level.Ok);
        await server;
    }

    [Fact]
    public async Task A_port_that_accepts_and_says_nothing_is_critical_when_a_text_is_expected()
    {
        (await LookAsync()).Only().Level.ShouldBe(Level.Ok);

        var silent = (await LookAsync("expect: SSH-2.0-", seconds: 2.5)).Only();
        (silent.Level, silent.Title).ShouldBe((Level.Critical, $"127.0.0.1:{Port} accepts and says nothing for 2s"));
    }

    [Fact]
    public async Task Thresholds_decide_how_soon_is_soon_enough()
    {
        var check = new PortCheck(new("127.0.0.1", Port), null, new(0, 60));
        (await check.LookAsync()).Only().Level.ShouldBe(Level.Warning);
        check = new PortCheck(new("127.0.0.1", Port), null, new(0, 0));
        (await check.LookAsync()).Only().Level.ShouldBe(Level.Critical);
    }

    [Fact]
    public async Task A_name_that_does_not_exist_is_critical_and_a_resolver_that_fails_is_incomplete()
    {
        var gone = await Check("gone.example", () => throw new SocketException((int)SocketError.HostNotFound), 1).LookAsync();
        gone.Only().Title.ShouldBe("gone.example:1 does not accept connections: no such name");

        var failing = await Check("gone.example", () => throw new SocketException((int)SocketError.TryAgain), 1).LookAsync();
        (failing.Incomplete, failing.Observations.Count).ShouldBe(("gone.example:1: the resolver fails: the name could not be looked up", 0));

        var hanging = await Check("gone.example", () => new TaskCompletionSource<IPAddress[]>().Task, 1).LookAsync(TimeSpan.FromMilliseconds(200));
        hanging.Incomplete.ShouldBe("gone.example:1: the resolver fails: the name could not be looked up");
    }

    [Fact]
    public async Task The_resolver_of_this_machine_knows_no_invalid_name()
    {
        var look = await Definition.Check("{ kind: port, address: name.invalid, port: 80 }").LookAsync();
        if (look.Incomplete is { } reason)
            Assert.Skip($"there is no resolver here: {reason}");
        look.Only().Title.ShouldBe("name.invalid:80 does not accept connections: no such name");
    }

    [Fact]
    public async Task One_address_that_answers_is_enough() =>
        (await Check("two.example", () => Task.FromResult<IPAddress[]>([IPAddress.IPv6Loopback, IPAddress.Loopback]), Port).LookAsync()).Only().Level.ShouldBe(Level.Ok);

    [Theory]
    [InlineData("kind: port", "the key \"address\" is missing")]
    [InlineData("{ kind: port, address: example.org }", "\"example.org\" has no port; write host:port, or the key \"port\" beside it")]
    [InlineData("{ kind: port, address: \"example.org:22\", port: 22 }", "\"address\" has a port already; leave one of the two out")]
    [InlineData("{ kind: port, address: \"http://example.org\" }", "\"http://example.org\" is neither a host nor host:port; such as example.org:443, 10.0.0.1:5432 or [::1]:22")]
    [InlineData("{ kind: port, address: x, port: 70000, expect: \"\" }", "\"port\" must be a whole number from 1 to 65535, not \"70000\"", "\"expect\" must be a text of 1 to 500 characters")]
    [InlineData("{ kind: port, address: \"x:1\", thresholds: { warning: 2s, critical: 1s } }", "\"warning\" (2s) must not be above \"critical\" (1s)")]
    [InlineData("{ kind: port, address: \"x:1\", thresholds: {} }", "\"thresholds\" has neither \"warning\" nor \"critical\"; write { warning: 1h, critical: 6h }")]
    public void Each_mistake_is_told(string yaml, params string[] problems) => Definition.ProblemsOf(yaml).ShouldBe(problems);

    [Theory]
    [InlineData("example.org:443", "example.org", 443)]
    [InlineData("[::1]:22", "::1", 22)]
    [InlineData("10.0.0.1:1", "10.0.0.1", 1)]
    public void Host_and_port_are_read_and_written(string text, string host, int port)
    {
        HostPort.Parse(text).ShouldBe(new HostPort(host, port));
        new HostPort(host, port).ToString().ShouldBe(text);
    }

    [Theory]
    [InlineData("")]
    [InlineData(":22")]
    [InlineData("a:0")]
    [InlineData("a:65536")]
    [InlineData("a b:1")]
    [InlineData("[a]:1")]
    [InlineData("::1:x")]
    [InlineData("0.0.0.0:1")]
    [InlineData("[::]:1")]
    [InlineData("-oProxy=x:1")]
    public void What_is_no_host_and_port_is_none(string text) => HostPort.Parse(text).ShouldBeNull();

    private async Task ServeAsync(params byte[][] pieces)
    {
        using var client = await _listener.AcceptSocketAsync(TestContext.Current.CancellationToken);
        foreach (var piece in pieces)
        {
            await client.SendAsync(piece, TestContext.Current.CancellationToken);
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    public void Dispose()
    {
        _listener.Dispose();
        _reserved.Dispose();
    }
}
