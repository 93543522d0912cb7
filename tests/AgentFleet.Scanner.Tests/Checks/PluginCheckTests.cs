using AgentFleet.Scanner.Checks;
using AgentFleet.Scanner.Checks.Plugins;
using AgentFleet.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace AgentFleet.Scanner.Tests.Checks;

/// <summary>Runs the plugins that Debian ships, and some broken ones of our own.</summary>
public sealed class PluginCheckTests : IDisposable
{
    private const string Plugins = "/usr/lib/nagios/plugins";

    private readonly TemporaryFolder _folder = new();

    private static Task<SourceLook> LookAsync(params string[] command) => LookAsync(TimeSpan.FromSeconds(10), command);

    private static async Task<SourceLook> LookAsync(TimeSpan timeout, params string[] command) =>
        (await new PluginCheck(command).LookAsync(new("web", timeout, TimeProvider.System), TestContext.Current.CancellationToken)).Sources.ShouldHaveSingleItem();

    private static Task<SourceLook> DebianAsync(string plugin, params string[] arguments)
    {
        if (!Directory.Exists(Plugins))
            Assert.Skip($"there are no monitoring plugins in {Plugins} (package monitoring-plugins-basic)");
        return LookAsync([$"{Plugins}/{plugin}", .. arguments]);
    }

    private Task<SourceLook> ScriptAsync(string script) => LookAsync("/bin/sh", _folder.Write("plugin", script));

    private static (Level Level, string Title) Only(SourceLook look)
    {
        look.Incomplete.ShouldBeNull();
        var seen = look.Observations.ShouldHaveSingleItem();
        seen.Thing.ShouldBeNull();
        return (seen.Level, seen.Title);
    }

    [Theory]
    [InlineData("0", Level.Ok, "OK: all is well")]
    [InlineData("1", Level.Warning, "WARNING: all is well")]
    [InlineData("2", Level.Critical, "CRITICAL: all is well")]
    public async Task The_exit_code_is_the_level(string code, Level level, string title) =>
        Only(await DebianAsync("check_dummy", code, "all is well")).ShouldBe((level, title));

    [Fact]
    public async Task Unknown_is_an_incomplete_look()
    {
        var look = await DebianAsync("check_dummy", "3", "nobody knows");

        (look.Source, look.Incomplete, look.Observations.Count).ShouldBe(("web", "UNKNOWN: nobody knows", 0));
    }

    [Fact]
    public async Task Check_disk_shows_numbers_for_the_root()
    {
        var look = await DebianAsync("check_disk", "-w", "1%", "-c", "0%", "-p", "/");

        Only(look).Title.ShouldStartWith("DISK ");
        look.Observations[0].Evidence["performance"]![0]!["label"]!.GetValue<string>().ShouldBe("/");
        look.Observations[0].Evidence["performance"]![0]!["unit"]!.GetValue<string>().ShouldBe("B");
    }

    [Fact]
    public async Task Check_load_shows_three_numbers()
    {
        var look = await DebianAsync("check_load", "-w", "9000,9000,9000", "-c", "9999,9999,9999");

        Only(look).Level.ShouldBe(Level.Ok);
        look.Observations[0].Evidence["performance"]!.AsArray().Select(value => value!["label"]!.GetValue<string>()).ShouldBe(["load1", "load5", "load15"]);
    }

    [Fact]
    public async Task Check_procs_counts_processes() => Only(await DebianAsync("check_procs", "-c", "1:")).Level.ShouldBe(Level.Ok);

    [Fact]
    public async Task Check_tcp_tells_a_listener_from_none()
    {
        using var reserved = new ReservedPort();
        using var listener = reserved.Take();
        var port = reserved.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Only(await DebianAsync("check_tcp", "-H", "127.0.0.1", "-p", port)).Level.ShouldBe(Level.Ok);
        listener.Stop();
        Only(await DebianAsync("check_tcp", "-H", "127.0.0.1", "-p", port)).Level.ShouldBe(Level.Critical);
    }

    [Fact]
    public async Task Check_file_age_tells_a_new_file_from_none()
    {
        Only(await DebianAsync("check_file_age", "-f", _folder.Write("new", "text"))).Level.ShouldBe(Level.Ok);
        Only(await DebianAsync("check_file_age", "-f", _folder.File("none"))).ShouldBe((Level.Critical, $"FILE_AGE CRITICAL: File not found - {_folder.File("none")}"));
    }

    [Fact]
    public async Task Check_http_reads_the_answer_of_a_server()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var server = builder.Build();
        var status = 200;
        server.Run(context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        await server.StartAsync(TestContext.Current.CancellationToken);
        var port = new Uri(server.Urls.First()).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);

        Only(await DebianAsync("check_http", "-H", "127.0.0.1", "-p", port)).Level.ShouldBe(Level.Ok);
        status = 503;
        Only(await DebianAsync("check_http", "-H", "127.0.0.1", "-p", port)).Level.ShouldBe(Level.Critical);
    }

    [Fact]
    public async Task A_missing_program_is_unknown() =>
        (await LookAsync("/usr/lib/nagios/plugins/check_nothing")).Incomplete.ShouldBe("/usr/lib/nagios/plugins/check_nothing: no such file");

    [Fact]
    public async Task A_plugin_that_takes_too_long_is_unknown() =>
        (await LookAsync(TimeSpan.FromMilliseconds(300), "sleep", "30")).Incomplete.ShouldBe("timed out after 300ms");

    [Theory]
    [InlineData("echo broken; exit 7", "exit code 7 is none of a plugin's: broken")]
    [InlineData("echo cannot >&2; exit 3", "cannot")]
    [InlineData("exit 3", "sh said nothing (exit code 3)")]
    [InlineData("kill -9 $$", "sh said nothing (exit code 137)")]
    public async Task Every_other_end_is_unknown(string script, string reason) => (await ScriptAsync(script)).Incomplete.ShouldBe(reason);

    [Fact]
    public async Task A_plugin_that_says_nothing_still_counts() => Only(await ScriptAsync("exit 2")).ShouldBe((Level.Critical, "sh said nothing (exit code 2)"));

    [Fact]
    public async Task Bytes_that_are_no_text_are_survived()
    {
        var look = await ScriptAsync("printf 'b\\303\\050d \\377\\000 \\033[31mred|x=1\\n\\376 more'; exit 1");

        Only(look).ShouldBe((Level.Warning, "b\ufffd(d \ufffd red"));
        look.Observations[0].Evidence["long_text"]!.GetValue<string>().ShouldBe("\ufffd more");
    }

    [Fact]
    public async Task Endless_output_is_cut_and_still_judged()
    {
        var look = await ScriptAsync("echo first line; head -c 5000000 /dev/zero | tr '\\0' 'x'; exit 1");

        Only(look).ShouldBe((Level.Warning, "first line"));
        var evidence = look.Observations[0].Evidence;
        evidence["truncated"]!.GetValue<bool>().ShouldBeTrue();
        evidence.ToJsonString().Length.ShouldBeLessThan(10_000);
    }

    [Fact]
    public async Task Evidence_names_the_program_and_keeps_its_arguments_to_itself()
    {
        var look = await LookAsync("/bin/sh", "-c", "exit 1", "--password", "s3cret");

        var evidence = look.Observations.ShouldHaveSingleItem().Evidence;
        evidence["command"]!.GetValue<string>().ShouldBe("/bin/sh");
        evidence.ToJsonString().ShouldNotContain("s3cret");
    }

    [Fact]
    public async Task A_plugin_gets_nothing_of_our_environment()
    {
        Environment.SetEnvironmentVariable("AGENTFLEET_TEST_SECRET", "s3cret");
        var look = await ScriptAsync("env | grep -c SECRET; exit 0");

        Only(look).Title.ShouldBe("0");
    }

    public void Dispose() => _folder.Dispose();
}
