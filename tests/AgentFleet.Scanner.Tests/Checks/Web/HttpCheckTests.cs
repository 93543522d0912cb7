using System.Net;
using System.Net.Sockets;
using System.Text;
using AgentFleet.Scanner.Checks;
using AgentFleet.Scanner.Checks.Web;
using AgentFleet.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AgentFleet.Scanner.Tests.Checks.Web;

/// <summary>Asks a real server on loopback.</summary>
public sealed class HttpCheckTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private readonly List<(string Host, string Key)> _asked = [];
    private RequestDelegate _answer = context => context.Response.WriteAsync("all is well");
    private readonly ReservedPort _port = new();
    private WebApplication? _server;
    private string _url = "";

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(_port.Address);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(TestCertificate.Make("other.example", Now.AddDays(-9), Now.AddDays(-1))));
        });
        _server = builder.Build();
        _server.Run(context =>
        {
            _asked.Add((context.Request.Host.Host, context.Request.Headers["X-Key"].ToString()));
            return _answer(context);
        });
        await _server.StartAsync(TestContext.Current.CancellationToken);
        _url = Addresses().First(address => address.StartsWith("http:", StringComparison.Ordinal));
    }

    private static Task Answer(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private IEnumerable<string> Addresses() => _server!.Urls;

    private Task<SourceLook> LookAsync(string more = "", double seconds = 10, string path = "/") =>
        Definition.Check($"kind: http\nurl: {_url}{path}\n{more}").LookAsync(TimeSpan.FromSeconds(seconds));

    [Fact]
    public async Task A_server_is_well_until_it_answers_otherwise_or_not_at_all()
    {
        var well = (await LookAsync(path: "/health?token=s3cret")).Only();
        well.Level.ShouldBe(Level.Ok);
        well.Title.ShouldMatch($"^{_url}/health answers 200 within [0-9.]+ ms$");
        well.Measured.ShouldHaveSingleItem().Metric.ShouldBe("total_milliseconds");
        well.Evidence.ToJsonString().ShouldNotContain("s3cret");

        _answer = context => Answer(context, 503);
        var failing = (await LookAsync()).Only();
        (failing.Level, failing.Title).ShouldBe((Level.Critical, $"{_url}/ answers 503, not 200-399"));

        await _server!.StopAsync(TestContext.Current.CancellationToken);
        var gone = (await LookAsync()).Only();
        (gone.Level, gone.Title).ShouldBe((Level.Critical, $"{_url}/ does not answer: connection refused"));
    }

    [Fact]
    public async Task The_statuses_that_are_well_can_be_named()
    {
        _answer = context => Answer(context, 401);
        (await LookAsync("status: [200, 401-403]")).Only().Level.ShouldBe(Level.Ok);
        (await LookAsync("status: [200, 300-400]")).Only().Title.ShouldEndWith("answers 401, not 200, 300-400");
    }

    [Fact]
    public async Task The_text_must_be_there_within_the_first_mebibyte()
    {
        (await LookAsync("body: is well")).Only().Level.ShouldBe(Level.Ok);
        (await LookAsync("body: unwell")).Only().Title.ShouldEndWith("answers 200 without the text \"unwell\"");

        _answer = context => context.Response.WriteAsync(new string('x', 3 * 1024 * 1024) + "is well");
        var look = (await LookAsync("body: is well")).Only();
        (look.Level, look.Evidence["body_bytes"]!.GetValue<int>()).ShouldBe((Level.Critical, 1024 * 1024));
    }

    [Fact]
    public async Task Headers_are_sent_and_appear_nowhere()
    {
        Environment.SetEnvironmentVariable("AGENTFLEET_TEST_TOKEN", "s3cret");
        string? sent = null;
        _answer = context =>
        {
            sent = context.Request.Headers.Authorization;
            return Answer(context, 500);
        };
        var look = (await LookAsync("headers: { Authorization: $AGENTFLEET_TEST_TOKEN, Host: www.example }")).Only();

        sent.ShouldBe("s3cret");
        _asked.ShouldHaveSingleItem().Host.ShouldBe("www.example");
        (look.Title + look.Evidence.ToJsonString()).ShouldNotContain("s3cret");
    }

    [Fact]
    public async Task Redirects_are_answers_unless_they_are_to_be_followed()
    {
        _answer = context => context.Request.Path == "/there" ? context.Response.WriteAsync("here") : Task.Run(() => context.Response.Redirect("/there"));
        (await LookAsync("status: [302]")).Only().Level.ShouldBe(Level.Ok);
        (await LookAsync("follow: true\nstatus: [200]\nbody: here")).Only().Evidence["redirects"]!.GetValue<int>().ShouldBe(1);

        _answer = context => Task.Run(() => context.Response.Redirect("/again"));
        _asked.Clear();
        (await LookAsync("follow: true")).Only().Title.ShouldEndWith("does not answer: more than 5 redirects");
        _asked.Count.ShouldBe(6);
    }

    [Fact]
    public async Task Headers_do_not_follow_a_redirect_to_another_server()
    {
        var other = Addresses().First(address => address.StartsWith("http:", StringComparison.Ordinal)).Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        _answer = context => Task.Run(() => { if (context.Request.Path == "/") context.Response.Redirect(other + "/there"); });
        (await LookAsync("follow: true\nheaders: { X-Key: s3cret }")).Only().Level.ShouldBe(Level.Ok);

        _asked.ShouldBe([("127.0.0.1", "s3cret"), ("localhost", "")]);
    }

    [Fact]
    public async Task A_server_that_hangs_is_critical_in_good_time()
    {
        _answer = async context =>
        {
            await context.Response.WriteAsync("so far");
            await context.Response.Body.FlushAsync();
            await Task.Delay(TimeSpan.FromSeconds(30), TimeProvider.System, context.RequestAborted);
        };
        (await LookAsync(seconds: 2.5)).Only().Title.ShouldBe($"{_url}/ does not answer: no whole answer within 2s");
    }

    [Fact]
    public async Task A_redirect_to_nowhere_is_critical()
    {
        _answer = context => Task.Run(() => context.Response.Redirect("http://"));
        (await LookAsync("follow: true")).Only().Level.ShouldBe(Level.Critical);
    }

    [Fact]
    public async Task A_name_that_does_not_exist_is_critical_and_a_resolver_that_fails_or_hangs_is_incomplete()
    {
        var gone = await Asking(() => throw new SocketException((int)SocketError.HostNotFound)).LookAsync();
        gone.Only().Title.ShouldBe("http://gone.example/ does not answer: no such name");

        const string Fails = "http://gone.example/: the resolver fails: the name could not be looked up";
        (await Asking(() => throw new SocketException((int)SocketError.TryAgain)).LookAsync()).Incomplete.ShouldBe(Fails);
        (await Asking(() => new TaskCompletionSource<IPAddress[]>().Task).LookAsync(TimeSpan.FromMilliseconds(500))).Incomplete.ShouldBe(Fails);
    }

    private static HttpCheck Asking(Func<Task<IPAddress[]>> resolve) => new(
        new(new Uri("http://gone.example/"), HttpMethod.Get, new Dictionary<string, string>(), Follow: false) { Dialer = new() { Resolve = (_, _) => resolve() } },
        [new(200, 399)], null, new(null, null));

    [Fact]
    public async Task A_certificate_that_is_wrong_is_named()
    {
        _url = Addresses().First(address => address.StartsWith("https:", StringComparison.Ordinal));
        var look = (await LookAsync()).Only();
        (look.Level, look.Title).ShouldBe((Level.Critical, $"{_url}/ does not answer: TLS: the certificate is for another name; the certificate's chain does not verify"));

        _url = _url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        (await LookAsync()).Only().Title.ShouldContain("does not answer: TLS: ");
    }

    [Theory]
    [InlineData("nonsense\r\n\r\n", "what it answers is not HTTP")]
    [InlineData("", "it closed the connection before the answer was whole")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", "it closed the connection before the answer was whole")]
    public async Task What_is_no_whole_answer_is_critical(string said, string reason)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _url = $"http://{listener.LocalEndpoint}";
        var look = LookAsync();
        // A connection that is closed without a word is tried again.
        while (await Task.WhenAny(look, listener.AcceptSocketAsync(TestContext.Current.CancellationToken).AsTask()) is Task<Socket> accepted)
        {
            using var client = await accepted;
            await client.ReceiveAsync(new byte[4096], TestContext.Current.CancellationToken);
            await client.SendAsync(Encoding.ASCII.GetBytes(said), TestContext.Current.CancellationToken);
        }
        (await look).Only().Title.ShouldBe($"{_url}/ does not answer: {reason}");
    }

    [Fact]
    public async Task No_connection_is_left_open()
    {
        for (var n = 0; n < 20; n++)
            (await LookAsync()).Only().Level.ShouldBe(Level.Ok);
        var port = $":{new Uri(_url).Port:X4} ";
        await Eventually.BecomesTrueAsync(() => !File.ReadLines("/proc/net/tcp").Any(line => line.Contains(port, StringComparison.Ordinal) && line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[3] == "01"));
    }

    [Theory]
    [InlineData("kind: http", "the key \"url\" is missing")]
    [InlineData("{ kind: http, url: example.org }", "\"url\" must begin with \"https://\" or \"http://\" and name a host, not \"example.org\"")]
    [InlineData("{ kind: http, url: \"http://me:pw@example.org\" }", "\"url\" must not hold a password; write it into \"headers\", as { Authorization: $NAME }")]
    [InlineData("{ kind: http, url: \"http://x\", method: DELETE, status: [200, 399-300, ok] }", "\"method\" must be one of GET, HEAD, OPTIONS, POST, not \"DELETE\"", "\"status\" must list statuses, such as [200, 300-399]; \"399-300\" is none", "\"status\" must list statuses, such as [200, 300-399]; \"ok\" is none")]
    [InlineData("{ kind: http, url: \"http://x\", headers: { Content-Type: x, A: \"b\\nc\" } }", "\"Content-Type\" is not a header that a request without a body can have", "the value of the header \"A\" must be one line of ASCII")]
    [InlineData("{ kind: http, url: \"http://x/\", method: HEAD, body: hello }", "\"body\" will never be found: an answer to HEAD has none; leave one of \"body\" and \"method\" out")]
    public void Each_mistake_is_told(string yaml, params string[] problems) => Definition.ProblemsOf(yaml).ShouldBe(problems);

    public async ValueTask DisposeAsync()
    {
        await _server!.DisposeAsync();
        _port.Dispose();
    }
}
