namespace AgentFleet.Hub.State;

/// <summary>A run of a workflow. Running it again is the same run with one attempt more.</summary>
public sealed class HubWorkflowRun
{
    internal HubWorkflowRun(HubWorkflow workflow, string branch, string on, HubUser actor, string title, string? conclusion)
    {
        (Workflow, Branch, Event, Actor, Title, Conclusion) = (workflow, branch, on, actor, title, conclusion);
        var world = workflow.Repository.World;
        (Id, CheckSuiteId, CreatedAt, UpdatedAt) = (world.NextId(), world.NextId(), world.Now, world.Now);
        HeadSha = workflow.Repository.Code.Head(branch);
        Number = workflow.Repository.Actions.Add(this);
    }

    public long Id { get; }

    public HubWorkflow Workflow { get; }

    public string Branch { get; }

    public string HeadSha { get; }

    public string? Conclusion { get; private set; }

    public int Attempt { get; private set; } = 1;

    internal int Number { get; }

    public required HubRepository HeadRepository { get; init; }

    internal string Event { get; }

    internal string Title { get; }

    internal HubUser Actor { get; }

    internal long CheckSuiteId { get; }

    internal DateTimeOffset CreatedAt { get; }

    internal DateTimeOffset UpdatedAt { get; private set; }

    internal string Status => Conclusion is null ? "in_progress" : "completed";

    public void Finish(string conclusion) => Change(() => Conclusion = conclusion);

    public void Rerun(string? conclusion) => Change(() => (Conclusion, Attempt) = (conclusion, Attempt + 1));

    private void Change(Action change)
    {
        lock (Workflow.Repository.World.Gate)
        {
            change();
            UpdatedAt = Workflow.Repository.World.Now;
        }
    }
}
