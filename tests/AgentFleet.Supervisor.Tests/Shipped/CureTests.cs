using AgentFleet.Processes;
using AgentFleet.Supervisor.Policies;
using AgentFleet.Testing;

namespace AgentFleet.Supervisor.Tests.Shipped;

/// <summary>The short cures that ship: what they run, and on what evidence they run nothing.</summary>
public sealed class CureTests
{
    private static Task<(CommandResult.Exited Result, IReadOnlyList<string> Ran)> RunAsync(string policy, string evidence, string value, params (string Program, string Script)[] programs) =>
        RunAsync(policy, [(evidence, value)], programs);

    private static async Task<(CommandResult.Exited Result, IReadOnlyList<string> Ran)> RunAsync(
        string policy, (string Name, string Value)[] evidence, (string Program, string Script)[] programs)
    {
        using var script = new ShippedScript(policy);
        foreach (var (name, value) in evidence)
            script.Evidence(name, value);
        foreach (var (program, text) in programs)
            script.Program(program, text);
        return (await script.RunAsync(), script.Ran);
    }

    [Theory]
    [InlineData("web.service", "systemctl restart -- web.service")]
    [InlineData("srv-backup.mount", "systemctl restart -- srv-backup.mount")]
    [InlineData("fetch.timer", "systemctl restart -- fetch.timer")]
    [InlineData("multi-user.target", "")]
    [InlineData("-x.service", "")]
    public async Task What_has_failed_is_started_again_whatever_sort_of_unit_it_is(string unit, string restart)
    {
        var (_, ran) = await RunAsync("restart-service", "unit", unit, ("systemctl", ""));
        ran.Where(line => line.StartsWith("systemctl restart", StringComparison.Ordinal)).ShouldBe(restart.Length == 0 ? [] : [restart]);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("--rm", "")]
    [InlineData("abc; reboot", "")]
    [InlineData("0123abc\n", "docker inspect --type=container 0123abc,docker restart 0123abc")]
    public async Task A_container_is_restarted_by_the_engine_that_knows_it(string id, string ran) =>
        (await RunAsync("restart-container", "id", id, ("docker", ""), ("podman", "exit 1"))).Ran.ShouldBe(ran.Split(',', StringSplitOptions.RemoveEmptyEntries));

    [Fact]
    public async Task A_container_that_no_engine_knows_is_not_restarted()
    {
        var (result, ran) = await RunAsync("restart-container", "id", "abc", ("docker", "exit 1"), ("podman", "exit 1"));
        (result.Code, result.Errors).ShouldBe((1, "neither docker nor podman knows this container\n"));
        ran.ShouldBe(["docker inspect --type=container abc", "podman inspect --type=container abc"]);
    }

    [Fact]
    public async Task The_clock_is_left_to_the_service_that_is_turned_on_to_keep_it()
    {
        const string enabled = """test "$1 $3" = "is-enabled systemd-timesyncd.service" && echo enabled || echo disabled""";
        var (result, ran) = await RunAsync("keep-clock", "synchronized", "false", ("systemctl", enabled));
        result.Code.ShouldBe(0, result.Errors);
        ran[^1].ShouldBe("systemctl restart -- systemd-timesyncd.service");

        (await RunAsync("keep-clock", "synchronized", "false", ("systemctl", "echo masked"))).Result.Code.ShouldBe(1, "one that was turned off stays so");
    }

    [Theory]
    [InlineData("pending", "unattended-upgrade ")]
    [InlineData("age_seconds", "apt-get --quiet=2 update")]
    [InlineData("required", "")]
    [InlineData("other", "")]
    public async Task Updates_are_left_to_what_the_distribution_offers(string evidence, string ran)
    {
        var (result, all) = await RunAsync("security-updates", evidence, "1", ("unattended-upgrade", ""), ("apt-get", ""), ("dnf", ""));
        all.ShouldBe(ran.Length == 0 ? [] : [ran]);
        result.Code.ShouldBe(ran.Length == 0 ? 1 : 0);
    }

    [Fact]
    public async Task Certificates_are_renewed_by_whoever_made_them()
    {
        (await RunAsync("renew-certificates", "where", "/etc/x.pem", ("certbot", ""))).Ran.ShouldBe(["certbot renew --non-interactive --no-random-sleep-on-renew"]);
        (await RunAsync("renew-certificates", "where", "/etc/x.pem", ("certbot", "echo no network >&2; exit 1"))).Result.Code.ShouldBe(1);
    }

    [Fact]
    public void Every_policy_that_ships_can_be_read_and_every_one_that_takes_over_is_there()
    {
        var policies = new PolicyFolder(Repository.Path("policies")).Reload();
        policies.AllProblems.ShouldBeEmpty();
        policies.Good.Count.ShouldBe(Directory.GetFiles(Repository.Path("policies"), "*.md").Length);
        policies.Good.Values.Select(policy => policy.Value.Then).OfType<string>().ShouldBeSubsetOf(policies.Good.Keys);
    }
}
