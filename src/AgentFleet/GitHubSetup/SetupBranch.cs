using AgentFleet.GitHub;

namespace AgentFleet.GitHubSetup;

/// <summary>The branch from which the workflows are to be merged.</summary>
internal sealed class SetupBranch(SetupWork work, IReadOnlyList<ComparedWorkflow> onDefault)
{
    public const string Name = "agentfleet/setup";

    private readonly WorkflowStep _workflows = new(work);
    private string? _head;

    public bool IsThere => _head is not null;

    /// <summary>The workflows that are not on it as they should be.</summary>
    public IReadOnlyList<ComparedWorkflow> Left { get; private set; } = Wanting(onDefault);

    public async Task<Stop?> LookAsync()
    {
        var answer = await work.Requests.BranchAsync(work.Target.Name, Name, SetupWork.Asking, work.Cancellation);
        if (answer is Answer<GitReference>.Missing)
            return null;
        if (Stop.Of(answer) is { } stop)
            return stop;
        _head = Commit(answer);
        return await CompareAsync();
    }

    /// <summary>Makes it when it is not there, and writes what is left, a commit each.</summary>
    /// <param name="isFree">No pull request shows what it holds, so it may be moved on.</param>
    public async Task<Stop?> FillAsync(bool isFree)
    {
        var stop = !IsThere ? await CreateAsync() : isFree ? await MoveOnAsync() : null;
        for (; stop is null && Left.Count > 0; Left = [.. Left.Skip(1)])
        {
            if ((stop = await WriteAsync(Left[0])) is not null)
                return stop;
        }
        return stop;
    }

    private async Task<Stop?> CreateAsync()
    {
        var main = await DefaultAsync();
        if (Stop.Of(main) is { } stop)
            return stop;
        var made = await work.Requests.CreateBranchAsync(work.Target.Name, Name, Commit(main), SetupWork.Asking, work.Cancellation);
        if (Stop.Of(made) is { } refused)
            return Learned(Right.Contents, refused);
        _head = Commit(made);
        return Learned(Right.Contents, null);
    }

    // It may be left from a pull request that was merged long ago. Where it holds more than the default branch, it stays as it is.
    private async Task<Stop?> MoveOnAsync()
    {
        var main = await DefaultAsync();
        if (Stop.Of(main) is { } stop)
            return stop;
        if (Commit(main) == _head)
            return null;
        var moved = await work.Requests.MoveBranchAsync(work.Target.Name, Name, Commit(main), SetupWork.Asking, work.Cancellation);
        if (Stop.Of(moved) is { } refused)
            return refused.IsRefusal ? Learned(Right.Contents, refused) : null;
        _head = Commit(moved);
        return await CompareAsync();
    }

    private async Task<Stop?> WriteAsync(ComparedWorkflow workflow)
    {
        var path = workflow.Shipped.Path;
        var message = $"{(workflow.Sha is null ? "Add" : "Update")} {path}, as AgentFleet ships it";
        var written = await work.Requests.WriteFileAsync(
            work.Target.Name, path, workflow.Shipped.Text, Name, message, workflow.Sha, SetupWork.Asking, work.Cancellation);
        if (Stop.Of(written) is { } stop)
            // A file may be refused for either right; the branch has shown that it is not the other one.
            return Learned(Right.Workflows, stop);
        Learned(Right.Contents, null);
        return Learned(Right.Workflows, null);
    }

    private async Task<Stop?> CompareAsync()
    {
        var compared = await _workflows.CompareAsync([.. onDefault.Select(workflow => workflow.Shipped)], Name);
        Left = Wanting(compared);
        return compared.Select(workflow => workflow.Stop).FirstOrDefault(stop => stop is not null);
    }

    private Task<Answer<GitReference>> DefaultAsync() =>
        work.Requests.BranchAsync(work.Target.Name, work.Target.Repository.DefaultBranch!, SetupWork.Asking, work.Cancellation);

    private Stop? Learned(Right right, Stop? stop)
    {
        if (stop is null)
            work.Writing.Worked(right);
        else if (stop.IsRefusal)
            work.Writing.Refused(right, stop.Why);
        return stop;
    }

    private static List<ComparedWorkflow> Wanting(IReadOnlyList<ComparedWorkflow> compared) => [.. compared.Where(workflow => workflow.State != WorkflowState.ThereAlready)];

    private static string Commit(Answer<GitReference> answer) => ((Answer<GitReference>.Seen)answer).Value.Target?.Sha ?? "";
}
