using System.Text;

namespace AgentFleet.Scanner.Tests.Webhooks;

public sealed class HookAnswerTests : IAsyncLifetime
{
    private Hook _hook = null!;

    public async ValueTask InitializeAsync() => _hook = await Hook.StartAsync();

    public ValueTask DisposeAsync() => _hook.DisposeAsync();

    [Fact]
    public async Task A_signed_delivery_is_accepted_and_a_look_follows()
    {
        var answer = await _hook.DeliverAsync(new());
        answer.ShouldStartWith("HTTP/1.1 202 Accepted\r\n");
        answer.ShouldEndWith("a look follows\n");
        answer.ShouldNotContain("Server:");
        await _hook.LookShouldFollowAsync();
    }

    [Theory]
    [InlineData("issues")]
    [InlineData("issue_comment")]
    [InlineData("pull_request")]
    [InlineData("pull_request_review")]
    [InlineData("workflow_run")]
    [InlineData("check_suite")]
    [InlineData("check_run")]
    [InlineData("status")]
    [InlineData("dependabot_alert")]
    [InlineData("code_scanning_alert")]
    [InlineData("label")]
    [InlineData("repository")]
    [InlineData("installation_repositories")]
    public async Task What_may_have_changed_something_makes_a_look(string name)
    {
        (await _hook.StatusAsync(new() { Event = name })).ShouldBe(202);
        await _hook.LookShouldFollowAsync();
    }

    [Theory]
    [InlineData("push", 204)]
    [InlineData("star", 204)]
    [InlineData("an_event_of_next_year", 204)]
    [InlineData("ping", 200)]
    public async Task What_changes_nothing_is_accepted_and_ignored(string name, int status)
    {
        (await _hook.StatusAsync(new() { Event = name })).ShouldBe(status);
        await _hook.NoLookShouldFollowAsync();
    }

    [Fact]
    public async Task A_form_is_a_delivery_too()
    {
        var form = new Delivery { Type = "application/x-www-form-urlencoded", Body = Encoding.ASCII.GetBytes("payload=" + Uri.EscapeDataString("""{"action":"opened"}""")) };
        (await _hook.StatusAsync(form)).ShouldBe(202);
        await _hook.LookShouldFollowAsync();
    }

    [Fact]
    public async Task What_a_delivery_tells_is_not_read()
    {
        (await _hook.StatusAsync(new() { Type = "application/json; charset=utf-8", Body = [0xff, 0, (byte)'{'] })).ShouldBe(202);
        await _hook.LookShouldFollowAsync();
    }

    [Theory]
    [InlineData("GET", "/hooks/github", 405)]
    [InlineData("PUT", "/hooks/github", 405)]
    [InlineData("OPTIONS", "/hooks/github", 405)]
    [InlineData("post", "/hooks/github", 405)]
    [InlineData("POST", "/", 404)]
    [InlineData("POST", "/healthz", 404)]
    [InlineData("POST", "/hooks/github/", 404)]
    [InlineData("POST", "/Hooks/GitHub", 404)]
    [InlineData("POST", "/hooks/github/../gitlab", 404)]
    [InlineData("POST", "//hooks/github", 404)]
    [InlineData("GET", "/", 404)]
    public async Task Everything_else_is_not_there(string method, string path, int status)
    {
        var answer = await _hook.DeliverAsync(new() { Method = method, Path = path });
        Hook.StatusOf(answer).ShouldBe(status);
        answer.Contains("\r\nAllow: POST\r\n", StringComparison.Ordinal).ShouldBe(status == 405);
        await _hook.NoLookShouldFollowAsync();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/jsonp")]
    public async Task Another_content_type_is_refused(string? type)
    {
        (await _hook.StatusAsync(new() { Type = type })).ShouldBe(415);
        await _hook.NoLookShouldFollowAsync();
    }

    [Theory]
    [InlineData("Issues", null)]
    [InlineData("", null)]
    [InlineData("issues; drop", null)]
    [InlineData("issues", "7")]
    [InlineData("issues", "")]
    [InlineData("issues", "{72d3162e-cc78-11e3-81ab-4c9367dc0958}")]
    public async Task Headers_that_github_would_not_send_are_refused(string name, string? id)
    {
        (await _hook.StatusAsync(id is null ? new() { Event = name } : new() { Event = name, Id = id })).ShouldBe(400);
        await _hook.NoLookShouldFollowAsync();
    }

    [Fact]
    public async Task A_delivery_that_was_here_before_starts_nothing()
    {
        var delivery = new Delivery();
        await _hook.DeliverAsync(delivery);
        await _hook.LookShouldFollowAsync();

        var again = await _hook.DeliverAsync(delivery);
        Hook.StatusOf(again).ShouldBe(202);
        again.ShouldEndWith("this delivery was here before; nothing follows\n");
        (await _hook.DeliverAsync(delivery with { Id = new Delivery().Id })).ShouldEndWith("nothing follows\n", Case.Sensitive, "the id is not signed");
        await _hook.NoLookShouldFollowAsync();
    }

    [Fact]
    public async Task A_forged_delivery_does_not_use_up_an_id()
    {
        var delivery = new Delivery();
        (await _hook.StatusAsync(delivery with { Signature = "sha256=" + new string('0', 64) })).ShouldBe(403);
        (await _hook.DeliverAsync(delivery)).ShouldEndWith("a look follows\n");
        await _hook.LookShouldFollowAsync();
    }
}
