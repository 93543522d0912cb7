using System.Net;
using AgentFleet.Testing;

namespace AgentFleet.Alerts.Tests.Ntfy;

public sealed class SecrecyTests
{
    private const string Token = "tk_0123456789";

    [Fact]
    public async Task A_server_that_repeats_the_token_does_not_get_it_written_down()
    {
        var error = $"the token {Token} is not\\nknown " + new string('x', 5000);
        using var channel = new NtfyChannel(new FakeTimeProvider(), () => new Answering(HttpStatusCode.BadRequest, $$"""{"code":1,"error":"{{error}}"}"""));

        var refused = (await channel.SendAsync(new(new("http://ntfy.invalid"), "t", Token), new("a", "b", 3, []), TestContext.Current.CancellationToken))
            .ShouldBeOfType<SendResult.Refused>();

        refused.Error.ShouldStartWith("400: the token [token] is not known xxx");
        refused.Error.Length.ShouldBeLessThan(210);
    }

    private sealed class Answering(HttpStatusCode status, string body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent(body) });
    }
}
