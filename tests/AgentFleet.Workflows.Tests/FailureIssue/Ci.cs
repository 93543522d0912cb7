using System.Text.Json.Nodes;
using AgentFleet.Workflows.Tests.StandIn;

namespace AgentFleet.Workflows.Tests.FailureIssue;

/// <summary>A workflow of the repository; its runs are known to the stand-in, and give the events that GitHub would send.</summary>
public sealed class Ci(GitHubStandIn github, string name = "ci", int id = 7)
{
    public string Title => $"Workflow failure: {name}";

    /// <summary>A run has ended. A later attempt takes the place of the earlier one, as in GitHub's listing.</summary>
    public JsonObject Ended(int number, string conclusion, int attempt = 1, IEnumerable<string>? failedJobs = null)
    {
        var run = Run(number, "completed", conclusion, attempt);
        github.Store.Jobs[((long)run["id"]!, attempt)] = [.. (failedJobs ?? []).Select(job => Job(job, "failure")), Job("passes", "success"), Job("left out", "skipped")];
        return Event(run);
    }

    /// <summary>A run has begun, or begun again.</summary>
    public void Began(int number, int attempt = 1) => Run(number, "in_progress", null, attempt);

    private JsonObject Run(int number, string status, string? conclusion, int attempt)
    {
        var run = new JsonObject
        {
            ["id"] = (long)(id * 1000) + number,
            ["name"] = name,
            ["workflow_id"] = id,
            ["run_number"] = number,
            ["run_attempt"] = attempt,
            ["event"] = "push",
            ["status"] = status,
            ["conclusion"] = conclusion,
            ["head_branch"] = "main",
            ["head_sha"] = "0123456789abcdef0123456789abcdef01234567",
            ["head_repository"] = new JsonObject { ["id"] = 1 },
            ["html_url"] = $"https://github.com/acme/shop/actions/runs/{id * 1000 + number}",
            ["run_started_at"] = github.Store.Now(),
        };
        github.Store.Runs.RemoveAll(known => (long)known["id"]! == (long)run["id"]!);
        github.Store.Runs.Add(run);
        return run;
    }

    private JsonObject Event(JsonObject run) => new()
    {
        ["action"] = "completed",
        ["workflow_run"] = run.DeepClone(),
        ["workflow"] = new JsonObject { ["id"] = id, ["name"] = name, ["path"] = ".github/workflows/ci.yml" },
        ["repository"] = new JsonObject { ["id"] = 1, ["full_name"] = GitHubStandIn.Repository, ["default_branch"] = "main" },
    };

    private static JsonObject Job(string name, string conclusion) =>
        new() { ["name"] = name, ["conclusion"] = conclusion, ["html_url"] = "https://github.com/acme/shop/actions/runs/1/job/2" };
}
