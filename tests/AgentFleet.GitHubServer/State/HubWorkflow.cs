namespace AgentFleet.Hub.State;

/// <summary>A workflow, and how its runs begin.</summary>
public sealed class HubWorkflow
{
    private readonly HubActions _actions;

    internal HubWorkflow(HubActions actions, long id, string name, string file, DateTimeOffset createdAt) =>
        (_actions, Id, Name, File, CreatedAt) = (actions, id, name, file, createdAt);

    public long Id { get; }

    public string Name { get; }

    public string File { get; }

    /// <summary><c>active</c>, <c>disabled_manually</c>, <c>disabled_inactivity</c> and so on.</summary>
    public string State { get; set; } = "active";

    internal DateTimeOffset CreatedAt { get; }

    internal HubRepository Repository => _actions.Repository;

    internal string Path => $".github/workflows/{File}";

    /// <param name="conclusion">Null while it runs; else <c>success</c>, <c>failure</c>, <c>cancelled</c>, <c>timed_out</c> and so on.</param>
    /// <param name="branch">The default branch when left out.</param>
    /// <param name="title">A run's title, when the workflow says <c>run-name</c>.</param>
    /// <param name="from">A fork, whose branch it is then.</param>
    public HubWorkflowRun Run(
        string? conclusion, string? branch = null, string on = "push", HubUser? by = null, string? title = null, HubRepository? from = null)
    {
        lock (Repository.World.Gate)
            return new(this, branch ?? Repository.DefaultBranch, on, by ?? Repository.Owner, title ?? Name, conclusion) { HeadRepository = from ?? Repository };
    }
}
