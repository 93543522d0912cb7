using System.Text.Json.Nodes;
using AgentFleet.Ledger;

namespace AgentFleet.Scanner.Checks.Containers;

/// <summary>Says how well a container is.</summary>
internal static class ContainerJudge
{
    // By SIGINT, SIGKILL and SIGTERM, which is how "stop" ends them. What dies of itself under such a policy is started
    // again by its engine. https://docs.docker.com/engine/containers/start-containers-automatically/
    private const int Interrupted = 130, Killed = 137, Ended = 143;

    /// <param name="restartPolicy">What the engine does when it ends; null when that was not asked for.</param>
    public static Observation Of(Container container, bool unhealthy, string? restartPolicy)
    {
        var (level, says) = container switch
        {
            _ when unhealthy => (Level.Critical, "is unhealthy"),
            { State: "restarting" } => (Level.Warning, "is restarted again and again"),
            { State: "dead" } => (Level.Warning, "is dead: the engine could not remove it"),
            { State: "exited", ExitCode: Interrupted or Killed or Ended } when restartPolicy is "always" or "unless-stopped" =>
                (Level.Ok, $"was stopped by somebody (exit code {container.ExitCode})"),
            { State: "exited", ExitCode: > 0 and var code } when MeansToRun(restartPolicy) => (Level.Warning, $"has ended with exit code {code} and was not started again"),
            _ => (Level.Ok, $"is {container.State}"),
        };
        return new Observation(container.Name, level, PlainText.Line($"container {container.Name} {says}", 200), new JsonObject
        {
            ["container"] = container.Name,
            ["id"] = container.Id,
            ["image"] = container.Image,
            ["state"] = container.State,
            ["status"] = container.Status,
            ["exit_code"] = container.ExitCode,
            ["restart_policy"] = restartPolicy,
        });
    }

    private static bool MeansToRun(string? restartPolicy) => restartPolicy is not (null or "" or "no");
}
