using System.Text.Json.Nodes;
using AgentFleet.Processes;
using AgentFleet.Testing;
using AgentFleet.Workflows.Tests.StandIn;

namespace AgentFleet.Workflows.Tests.Running;

/// <summary>Runs the script of a workflow as a runner does: from a file without a suffix, with the event in a file.</summary>
public sealed class StepRunner(string workflow, GitHubStandIn github)
{
    private readonly WorkflowFile _workflow = WorkflowFile.Read(workflow);

    /// <summary>What the workflow's <c>env:</c> says, for a test to change.</summary>
    public Dictionary<string, string> Settings { get; } = [];

    public async Task<CommandResult.Exited> RunAsync(JsonObject payload)
    {
        Node.SkipUnlessHere();
        _workflow.Shell.ShouldBe("node {0}");
        using var folder = new TemporaryFolder();
        var environment = _workflow.Environment.ToDictionary(entry => entry.Key, entry => entry.Value.Replace("${{ github.token }}", GitHubStandIn.Token, StringComparison.Ordinal));
        foreach (var (name, value) in Settings)
            environment[name] = value;
        environment["GITHUB_API_URL"] = github.Url;
        environment["GITHUB_REPOSITORY"] = GitHubStandIn.Repository;
        environment["GITHUB_EVENT_PATH"] = folder.Write("event.json", payload.ToJsonString());
        environment["SECOND_IN_MS"] = "1";
        return await Node.RunAsync([folder.Write("script", _workflow.Script)], environment);
    }

    /// <summary>Runs it to a good end and gives what it said.</summary>
    public async Task<string> SucceedAsync(JsonObject payload)
    {
        var result = await RunAsync(payload);
        result.Code.ShouldBe(0, result.Output + result.Errors);
        result.Errors.ShouldBeEmpty();
        return result.Output.TrimEnd('\n');
    }
}
