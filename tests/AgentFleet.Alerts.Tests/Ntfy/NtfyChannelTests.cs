using AgentFleet.Ntfy;
using AgentFleet.Testing;

namespace AgentFleet.Alerts.Tests.Ntfy;

public sealed class NtfyChannelTests : IDisposable
{
    private static readonly NtfyMessage Hello = new("Hello", "It works", 4, ["warning", "key"]);

    private readonly FakeTimeProvider _clock = new();
    private readonly NtfyChannel _channel;

    public NtfyChannelTests() => _channel = new(_clock);

    [Fact]
    public async Task A_message_arrives_as_it_was_meant()
    {
        await using var server = await NtfyServer.StartAsync(new() { Token = "tk_secret" });

        (await SendAsync(new(server.Url, "night-shift", "tk_secret"))).ShouldBe(new SendResult.Sent());

        var message = server.Messages.ShouldHaveSingleItem();
        (message.Topic, message.Title, message.Message, message.Priority, message.IsAttachment).ShouldBe(("night-shift", "Hello", "It works", 4, false));
        message.Tags.ShouldBe(["warning", "key"]);
        (message.ContentType, message.Authorization).ShouldBe(("application/json", "Bearer tk_secret"));
    }

    [Fact]
    public async Task The_longest_message_arrives_as_a_message()
    {
        await using var server = await NtfyServer.StartAsync();
        await _channel.SendAsync(new(server.Url, "t", null), new("x", new string('<', 9000), 1, []), Stop);
        server.Messages.ShouldHaveSingleItem().IsAttachment.ShouldBeFalse();
    }

    [Theory]
    [InlineData(NtfyFault.BadRequest, "Refused { Error = 400: invalid request: request body must be message JSON }")]
    [InlineData(NtfyFault.Forbidden, "TryLater { Error = 403: forbidden, After = 00:15:00 }")]
    [InlineData(NtfyFault.NotFound, "TryLater { Error = 404: page not found, After = 00:15:00 }")]
    [InlineData(NtfyFault.InternalError, "TryLater { Error = 500: internal server error, After =  }")]
    [InlineData(NtfyFault.BadGateway, "TryLater { Error = 502 BadGateway, After =  }")]
    [InlineData(NtfyFault.Redirect, "TryLater { Error = 302 Found, After =  }")]
    [InlineData(NtfyFault.SomebodyElse, "TryLater { Error = something that is not an ntfy server answered 200, After =  }")]
    public async Task Each_fault_has_its_result(NtfyFault fault, string result)
    {
        await using var server = await NtfyServer.StartAsync();
        server.FailNext(fault);
        (await _clock.RunAsync(SendAsync(new(server.Url, "t", null)))).ToString().ShouldBe(result);
    }

    [Theory]
    [InlineData(null, "TryLater { Error = 403: forbidden, After = 00:15:00 }")]
    [InlineData("tk_wrong", "TryLater { Error = 401: unauthorized, After = 00:15:00 }")]
    public async Task A_wrong_token_gives_a_person_time_to_set_it_right(string? token, string result)
    {
        await using var server = await NtfyServer.StartAsync(new() { Token = "tk_right" });
        (await SendAsync(new(server.Url, "t", token))).ToString().ShouldBe(result);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("90", 90)]
    [InlineData("Fri, 02 Jan 2026 03:05:05 GMT", 60)]
    [InlineData("Fri, 02 Jan 2026 03:03:05 GMT", null)]
    [InlineData("soon", null)]
    [InlineData("31536000", 86400)]
    public async Task A_server_that_has_had_enough_says_for_how_long(string? header, int? seconds)
    {
        await using var server = await NtfyServer.StartAsync(new() { Burst = 0, RetryAfter = header }, _clock);
        (await SendAsync(new(server.Url, "t", null))).ShouldBe(
            new SendResult.TryLater("429: limit reached: too many requests, please be nice", seconds is { } s ? TimeSpan.FromSeconds(s) : null));
    }

    [Fact]
    public async Task A_server_that_never_answers_is_given_ten_seconds()
    {
        await using var server = await NtfyServer.StartAsync();
        server.FailNext(NtfyFault.Hang);
        var sending = SendAsync(new(server.Url, "t", null));
        await Eventually.BecomesTrueAsync(() => server.Requests == 1);

        _clock.Advance(TimeSpan.FromSeconds(9.9));
        sending.IsCompleted.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        (await sending).ShouldBe(new SendResult.TryLater("no answer from 127.0.0.1 in 10 s", null));
    }

    [Fact]
    public async Task A_cut_connection_is_not_tried_again_at_once_because_the_message_may_have_arrived()
    {
        await using var server = await NtfyServer.StartAsync();
        server.Fault = NtfyFault.Drop;
        (await _clock.RunAsync(SendAsync(new(server.Url, "t", null)))).ShouldBeOfType<SendResult.TryLater>();
        server.Requests.ShouldBe(1);
    }

    [Fact]
    public async Task A_server_that_was_only_just_restarting_is_reached_at_the_second_try()
    {
        using var port = new ReservedPort();
        var sending = SendAsync(new(port.Url, "t", null));
        await Eventually.BecomesTrueAsync(() => _clock.UntilNextTimer < NtfyChannel.Timeout);
        await using var back = await NtfyServer.StartAsync(port: port.Port);
        (await _clock.RunAsync(sending)).ShouldBe(new SendResult.Sent());
    }

    [Fact]
    public async Task A_server_that_is_gone_is_tried_later()
    {
        using var port = new ReservedPort();
        var result = (await _clock.RunAsync(SendAsync(new(port.Url, "t", null)))).ShouldBeOfType<SendResult.TryLater>();
        result.Error.ShouldBe($"Connection refused (127.0.0.1:{port.Port})");
    }

    [Fact]
    public async Task Being_stopped_is_no_result()
    {
        await using var server = await NtfyServer.StartAsync();
        server.FailNext(NtfyFault.Hang);
        using var stop = new CancellationTokenSource();
        var sending = _channel.SendAsync(new(server.Url, "t", null), Hello, stop.Token);
        await Eventually.BecomesTrueAsync(() => server.Requests == 1);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(sending);
    }

    public void Dispose() => _channel.Dispose();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private Task<SendResult> SendAsync(NtfyOptions to) => _channel.SendAsync(to, Hello, Stop);
}
