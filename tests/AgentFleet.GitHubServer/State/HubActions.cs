namespace AgentFleet.Hub.State;

/// <summary>The workflows of a repository and their runs.</summary>
public sealed class HubActions
{
    private readonly List<HubWorkflow> _workflows = [];
    private readonly List<HubWorkflowRun> _runs = [];

    internal HubActions(HubRepository repository) => Repository = repository;

    internal HubRepository Repository { get; }

    internal IReadOnlyList<HubWorkflow> Workflows => _workflows;

    /// <summary>Newest first, as GitHub lists them.</summary>
    internal IEnumerable<HubWorkflowRun> Runs => Enumerable.Reverse(_runs);

    /// <param name="file">In <c>.github/workflows</c>.</param>
    public HubWorkflow Add(string name, string file)
    {
        lock (Repository.World.Gate)
        {
            var workflow = new HubWorkflow(this, Repository.World.NextId(), name, file, Repository.World.Now);
            _workflows.Add(workflow);
            return workflow;
        }
    }

    /// <summary>Its file is gone: it is not listed any more, its runs still are.</summary>
    public void Remove(HubWorkflow workflow)
    {
        lock (Repository.World.Gate)
            _workflows.Remove(workflow);
    }

    internal HubWorkflow? Find(string idOrFile) => _workflows.Find(w => w.File == idOrFile || $"{w.Id}" == idOrFile);

    internal int Add(HubWorkflowRun run)
    {
        _runs.Add(run);
        return _runs.Count(r => r.Workflow == run.Workflow);
    }
}
