using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using AgentFleet.Ledger;
using AgentFleet.Ledger.Asking;
using AgentFleet.Ledger.Files;

namespace AgentFleet.Tests.Hosting;

/// <summary>The scanner service as a process of its own, with the webhook of its configuration.</summary>
[Trait("Category", "Slow")]
public sealed class WebhookTests : IAsyncDisposable
{
    private const string Secret = "a long s3cret of a webhook";

    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _github = new(new SocketsHttpHandler());
    private readonly ReservedPort _reserved = new();
    private Service? _service;

    [Fact]
    public async Task A_delivery_makes_the_github_scanners_look_long_before_their_schedule()
    {
        _folder.Write("scanners/hub.yaml", "{ kind: github, schedule: every 1h }");
        Start(withWebhook: true);
        await Eventually.BecomesTrueAsync(() => Looks("WHERE status <> 'running'").Count == 1 && IsListening());

        (await DeliverAsync("issues", Secret)).ShouldBe(HttpStatusCode.Accepted);
        await Eventually.BecomesTrueAsync(() => Looks().Count >= 2);
    }

    [Fact]
    public async Task The_configuration_opens_the_webhook_and_its_secret_is_in_no_log()
    {
        Start(withWebhook: true);
        await Eventually.BecomesTrueAsync(IsListening);
        (await DeliverAsync("ping", Secret)).ShouldBe(HttpStatusCode.OK);
        (await DeliverAsync("ping", "another secret of a webhook")).ShouldBe(HttpStatusCode.Forbidden);
        (await DeliverAsync("issues", Secret)).ShouldBe(HttpStatusCode.Accepted);
        await Eventually.BecomesTrueAsync(() => _service!.Said.Contains("scanners that look at once: ", StringComparison.Ordinal));
        _service!.Said.ShouldContain($"GitHub's events are taken at /hooks/github on 127.0.0.1:{_reserved.Port}, for this machine only");
        _service.Said.ShouldContain("A delivery was refused that is not signed");
        _service.Said.ShouldNotContain("s3cret");
    }

    [Fact]
    public async Task A_scanner_without_that_section_loads_no_web_server()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "which files a process has loaded is asked of /proc");
        Start(withWebhook: true);
        await Eventually.BecomesTrueAsync(IsListening);
        Loaded().ShouldContain("Microsoft.AspNetCore.Server.Kestrel.Core.dll");
        await _service!.DisposeAsync();

        _folder.Write("scanners/well.yaml", "{ kind: plugin, schedule: every 1h, command: [/bin/true] }");
        Start(withWebhook: false);
        await Eventually.BecomesTrueAsync(() => Looks().Count == 1);
        Loaded().ShouldNotContain(file => file.Contains("Kestrel", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Long_bodies_pass_through_and_are_not_kept()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "how much memory a process had at most is asked of /proc");
        Start(withWebhook: true);
        await Eventually.BecomesTrueAsync(IsListening);
        (await DeliverAsync("push", Secret)).ShouldBe(HttpStatusCode.NoContent);
        var before = MostMemory();
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => DeliverAsync("push", Secret, new byte[25 * 1024 * 1024])));
        answers.ShouldAllBe(status => status == HttpStatusCode.NoContent);
        (MostMemory() - before).ShouldBeLessThan(100 * 1024, "kB; the bodies are 300 MB");
    }

    public async ValueTask DisposeAsync()
    {
        if (_service is not null)
            await _service.DisposeAsync();
        _github.Dispose();
        _folder.Dispose();
        _reserved.Dispose();
    }

    private void Start(bool withWebhook)
    {
        var webhook = withWebhook ? $", webhook: {{ listen: 127.0.0.1:{_reserved.Port}, secret: {Secret} }}" : "";
        Directory.CreateDirectory(_folder.File("scanners"));
        // Nobody answers there.
        var configuration = _folder.Write("agentfleet.yaml", $"host: host-1\ngithub: {{ api: \"http://127.0.0.1:9\", repos: [acme/shop]{webhook} }}\n");
        _service = Service.Start([.. Executable.Argv, "scanner", "--state", _folder.File("state"), "--config", configuration], _folder.Path);
    }

    private bool IsListening() => _service!.Said.Contains("GitHub's events are taken", StringComparison.Ordinal);

    private IReadOnlyList<DateTimeOffset> Looks(string which = "")
    {
        var state = new StateFolder(_folder.File("state"));
        if (!File.Exists(state.Ledger))
            return [];
        using var reader = LedgerReader.Open(state, "host-1", TimeProvider.System);
        return [.. reader.Ask($"SELECT started_at FROM cycles {which} ORDER BY started_at").Rows.Select(row => Times.Parse((string)row[0]!))];
    }

    private IEnumerable<string> Loaded() => File.ReadLines($"/proc/{_service!.Pid}/maps").Select(line => Path.GetFileName(line.Split(' ')[^1])).Distinct();

    private long MostMemory() => File.ReadLines($"/proc/{_service!.Pid}/status").Where(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
        .Select(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture)).Single();

    private async Task<HttpStatusCode> DeliverAsync(string name, string secret, byte[]? body = null)
    {
        body ??= Encoding.UTF8.GetBytes($$"""{"action":"opened","repository":{"full_name":"acme/shop"},"event":"{{name}}"}""");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://127.0.0.1:{_reserved.Port}/hooks/github") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add("X-GitHub-Event", name);
        request.Headers.Add("X-GitHub-Delivery", Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString());
        request.Headers.Add("X-Hub-Signature-256", "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body)));
        using var answer = await _github.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
