using AgentFleet.Definitions;
using AgentFleet.Scanner.Checks;
using AgentFleet.Scanner.Checks.Containers;
using AgentFleet.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace AgentFleet.Scanner.Tests.Checks.Containers;

/// <summary>A server on a real unix socket answers in the form that Docker documents.</summary>
public sealed class ContainerCheckTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly WebApplication _server;
    private readonly List<string> _containers = [];
    private string[] _unhealthy = [];
    private string _policy = "on-failure";
    private Func<HttpContext, Task>? _instead;

    public ContainerCheckTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenUnixSocket(Socket));
        _server = builder.Build();
        _server.Run(AnswerAsync);
    }

    private string Socket => _folder.File("engine.sock");

    private Task AnswerAsync(HttpContext context)
    {
        if (_instead is not null)
            return _instead(context);
        var asked = context.Request;
        return context.Response.WriteAsync((asked.Path.Value, asked.Query["filters"].ToString()) switch
        {
            ("/containers/json", "") => $"[{string.Join(',', _containers)}]",
            ("/containers/json", "{\"health\":[\"unhealthy\"]}") => $"[{string.Join(',', _containers.Where(json => _unhealthy.Any(name => json.Contains($"/{name}\"", StringComparison.Ordinal))))}]",
            ("/containers/000000000001/json", _) => $$"""{ "HostConfig": { "RestartPolicy": { "Name": "{{_policy}}", "MaximumRetryCount": 3 } } }""",
            _ => """{ "HostConfig": { "RestartPolicy": { "Name": "no", "MaximumRetryCount": 0 } } }""",
        });
    }

    private void Has(string name, string state, string status) => _containers.Add($$"""
        { "Id": "{{_containers.Count + 1:d12}}", "Names": ["/{{name}}"], "Image": "nginx:1", "ImageID": "sha256:0", "Command": "x", "Created": 1700000000,
          "Ports": [], "Labels": {}, "State": "{{state}}", "Status": "{{status}}", "HostConfig": { "NetworkMode": "default" } }
        """);

    private Task<SourceLook> LookAsync(params string[] exclude) => LookAsync(new ContainerCheck(Socket, exclude));

    private static async Task<SourceLook> LookAsync(ContainerCheck check, double seconds = 10) =>
        (await check.LookAsync(new("containers", TimeSpan.FromSeconds(seconds), TimeProvider.System), TestContext.Current.CancellationToken)).Sources.ShouldHaveSingleItem();

    private static IEnumerable<string> Titles(SourceLook look)
    {
        look.Incomplete.ShouldBeNull();
        return look.Observations.Select(seen => $"{seen.Level}: {seen.Title}");
    }

    [Fact]
    public async Task Each_container_is_told_of()
    {
        Has("failed", "exited", "Exited (137) 5 minutes ago");
        Has("job", "exited", "Exited (1) 5 minutes ago");
        Has("done", "exited", "Exited (0) 5 minutes ago");
        Has("web", "running", "Up 2 hours (unhealthy)");
        Has("db", "running", "Up 2 hours");
        Has("cache", "running", "Up 2 hours (healthy)");
        Has("loop", "restarting", "Restarting (1) 3 seconds ago");
        _unhealthy = ["db"];

        var look = await LookAsync();
        Titles(look).ShouldBe(
        [
            "Warning: container failed has ended with exit code 137 and was not started again",
            "Ok: container job is exited",
            "Ok: container done is exited",
            "Critical: container web is unhealthy",
            "Critical: container db is unhealthy",
            "Ok: container cache is running",
            "Warning: container loop is restarted again and again",
        ]);
        look.Observations[0].Thing.ShouldBe("failed");
        look.Observations[0].Evidence["restart_policy"]!.GetValue<string>().ShouldBe("on-failure");
    }

    [Theory]
    [InlineData("always", 143, "Ok: container web was stopped by somebody (exit code 143)")]
    [InlineData("unless-stopped", 137, "Ok: container web was stopped by somebody (exit code 137)")]
    [InlineData("unless-stopped", 1, "Warning: container web has ended with exit code 1 and was not started again")]
    [InlineData("on-failure", 137, "Warning: container web has ended with exit code 137 and was not started again")]
    public async Task One_that_was_stopped_by_somebody_is_not_to_be_started_again(string policy, int code, string title)
    {
        _policy = policy;
        Has("web", "exited", $"Exited ({code}) 5 minutes ago");
        Titles(await LookAsync()).ShouldBe([title]);
    }

    [Fact]
    public async Task What_is_excluded_is_left_out()
    {
        Has("ci-1", "restarting", "Restarting (1) 3 seconds ago");
        Has("db", "running", "Up 2 hours");
        Titles(await LookAsync("ci-*")).ShouldBe(["Ok: container db is running"]);
    }

    [Fact]
    public async Task A_fault_that_is_undone_is_seen_to_be_gone()
    {
        Has("web", "running", "Up 2 hours (unhealthy)");
        (await LookAsync()).Observations.ShouldHaveSingleItem().Level.ShouldBe(Level.Critical);
        _containers.Clear();
        Has("web", "running", "Up 2 hours (healthy)");
        (await LookAsync()).Observations.ShouldHaveSingleItem().Level.ShouldBe(Level.Ok);
    }

    [Fact]
    public async Task A_machine_without_an_engine_is_well()
    {
        Titles(await LookAsync(new ContainerCheck(null, []) { Usual = [_folder.File("none"), _folder.File("no/ne")] })).ShouldBe(["Ok: there is no container engine here"]);
        (await LookAsync(new ContainerCheck(_folder.File("none"), []))).Incomplete.ShouldBe($"{_folder.File("none")} does not exist");
    }

    [Fact]
    public async Task The_engines_that_are_there_are_found()
    {
        Has("db", "running", "Up 2 hours");
        var look = await LookAsync(new ContainerCheck(null, []) { Usual = [_folder.File("none"), Socket] });
        (look.Source, look.Observations.ShouldHaveSingleItem().Thing).ShouldBe((Socket, "db"));
    }

    [Theory]
    [InlineData(200, "{\"message\":\"hello\"}", "answers what no container engine answers")]
    [InlineData(200, "[{\"Id\":\"../../etc\"}]", "answers what no container engine answers")]
    [InlineData(200, "[1", "answers what no container engine answers")]
    [InlineData(200, "[{\"Id\":\"000000000001\",\"Id\":\"000000000002\"}]", "answers what no container engine answers")]
    [InlineData(200, "[{\"Id\":\"000000000001\",\"State\":\"\\ud800\"}]", "answers what no container engine answers")]
    [InlineData(500, "", "answers with 500")]
    public async Task An_answer_that_is_none_is_incomplete(int status, string body, string reason)
    {
        _instead = context =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync(body);
        };
        var look = await LookAsync();
        (look.Incomplete, look.Observations.Count).ShouldBe(($"{Socket} {reason}", 0));
    }

    [Theory]
    [InlineData(20_000_000, (byte)'[', "does not answer: ")]
    [InlineData(1_000_000, (byte)'[', "answers what no container engine answers")]
    [InlineData(1000, (byte)0xff, "answers what no container engine answers")]
    [InlineData(1000, (byte)0, "answers what no container engine answers")]
    public async Task An_answer_of_any_bytes_is_incomplete(int length, byte of, string reason)
    {
        _instead = context => context.Response.Body.WriteAsync(Enumerable.Repeat(of, length).ToArray(), 0, length);
        var look = await LookAsync();
        look.Incomplete.ShouldNotBeNull().ShouldStartWith($"{Socket} {reason}");
        look.Observations.ShouldBeEmpty();
    }

    [Fact]
    public async Task Text_that_is_no_UTF_8_is_incomplete()
    {
        byte[] body = [.. "[{\"Id\":\"000000000001\",\"State\":\""u8, 0xff, .. "\"}]"u8];
        _instead = context => context.Response.Body.WriteAsync(body, 0, body.Length);
        (await LookAsync()).Incomplete.ShouldBe($"{Socket} answers what no container engine answers");
    }

    [Fact]
    public async Task An_engine_that_hangs_is_incomplete()
    {
        _instead = context => Task.Delay(TimeSpan.FromSeconds(20), TimeProvider.System, context.RequestAborted);
        (await LookAsync(new ContainerCheck(Socket, []), seconds: 0.5)).Incomplete.ShouldBe($"{Socket} did not answer within 400ms");
    }

    [Fact]
    public async Task A_socket_that_nobody_listens_at_is_incomplete() =>
        (await LookAsync(new ContainerCheck(_folder.Write("dead.sock", ""), []))).Incomplete.ShouldNotBeNull().ShouldStartWith($"{_folder.File("dead.sock")} does not answer: ");

    [Fact]
    public void A_socket_must_be_a_path()
    {
        var problems = new Problems();
        ContainerCheck.Kind.Read(YamlMap.Parse("web.yaml", "{ socket: \"tcp://x\" }", problems)!, problems);
        problems.All.ShouldHaveSingleItem().ToString().ShouldBe("web.yaml:1:11: \"socket\" must be a path of at most 100 characters that begins with \"/\" or \"~/\", not \"tcp://x\"");
    }

    public async ValueTask InitializeAsync() => await _server.StartAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }
}
