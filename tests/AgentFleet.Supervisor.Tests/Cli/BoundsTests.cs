using AgentFleet.Ledger.Fixing;
using AgentFleet.MessagesApi;
using AgentFleet.Supervisor.Policies;
using AgentFleet.Testing;

namespace AgentFleet.Supervisor.Tests.Cli;

/// <summary>
/// What an agent under the shipped policies cannot do, although their rules look as if it could. It is the CLI that holds
/// these bounds, so they are tried on it.
/// </summary>
[Trait("Category", "Slow")]
public sealed class BoundsTests
{
    public static TheoryData<string, string> Escapes
    {
        get
        {
            var escapes = new TheoryData<string, string>();
            foreach (var policy in new[] { "disk-space-claude", "rotated-logs-claude" })
            {
                foreach (var command in new[]
                {
                    "rm -f {out}/f", "rm -f {in}/../outside/f", "rm -f $(touch {out}/g)", "ls {in}; touch {out}/g", "ls `touch {out}/g`",
                    "find {in} -name f -delete", "find {in} -name f -exec touch {out}/g +", "du {in} > {out}/f",
                })
                    escapes.Add(policy, command);
            }
            return escapes;
        }
    }

    [Theory]
    [MemberData(nameof(Escapes))]
    public async Task A_command_that_would_reach_beyond_the_policy_s_folders_is_refused(string policy, string command)
    {
        await using var bounds = await BoundsAsync(policy, folder => Lab.Bash(
            command.Replace("{in}", folder.File("inside"), StringComparison.Ordinal).Replace("{out}", folder.File("outside"), StringComparison.Ordinal)));
        await bounds.Loop.FixAsync();

        bounds.Loop.Attempts("a").Single().Outcome.ShouldBe(Outcome.Refused);
        foreach (var place in new[] { "inside", "outside" })
        {
            Directory.GetFiles(bounds.Loop.File(place)).ShouldBe([bounds.Loop.File($"{place}/f")]);
            (await File.ReadAllTextAsync(bounds.Loop.File($"{place}/f"), TestContext.Current.CancellationToken)).ShouldBe("as it was");
        }
    }

    [Fact]
    public async Task The_environment_of_the_CLI_where_its_login_may_stand_cannot_be_read()
    {
        await using var bounds = await BoundsAsync("disk-space-claude", _ => Turn.Tool("Read", new { file_path = "/proc/self/environ" }));
        await bounds.Loop.FixAsync();

        bounds.Conversation[1].ToolResults.Single().Text.ShouldNotContain("PATH=");
    }

    private static async Task<Lab> BoundsAsync(string policy, Func<TemporaryFolder, Turn> act)
    {
        Lab? lab = null;
        lab = await Lab.StartAsync(request => request.ToolResults.Count == 0 ? act(lab!.Loop.Folder) : Turn.Text("I tried."));
        lab.Loop.Folder.Write("inside/f", "as it was");
        lab.Loop.Folder.Write("outside/f", "as it was");
        lab.Loop.Trouble("a", "p");
        var shipped = Repository.Path("policies", policy + ".md");
        var (read, _) = Made.Read(await File.ReadAllTextAsync(shipped, TestContext.Current.CancellationToken), shipped);
        var tools = ((ExecutorSettings.Claude)read.ShouldNotBeNull().Executor).AllowedTools;
        lab.Policy($"allowed_tools: [{string.Join(", ", tools.Select(rule => $"\"{rule}\""))}]", $"directories: [{lab.Loop.File("inside")}]");
        return lab;
    }
}
