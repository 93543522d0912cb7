using AgentFleet.GitHub;

namespace AgentFleet.GitHubSetup;

internal enum WorkflowState
{
    ThereAlready,
    Missing,
    Differs,
    NotKnown,
}

/// <summary>A workflow that ships, and how it is on a branch.</summary>
/// <param name="Sha">Of the file that is there.</param>
internal sealed record ComparedWorkflow(ShippedWorkflow Shipped, WorkflowState State, string? Sha = null, Stop? Stop = null);

/// <summary>Compares the workflows that ship with those on a branch.</summary>
internal sealed class WorkflowStep(SetupWork work)
{
    public async Task<IReadOnlyList<ComparedWorkflow>> CompareAsync(IReadOnlyList<ShippedWorkflow> shipped, string branch)
    {
        var compared = new List<ComparedWorkflow>();
        foreach (var workflow in shipped)
            compared.Add(await CompareAsync(workflow, branch));
        return compared;
    }

    private async Task<ComparedWorkflow> CompareAsync(ShippedWorkflow shipped, string branch)
    {
        var answer = await work.Requests.FileAsync(work.Target.Name, shipped.Path, branch, SetupWork.Asking, work.Cancellation);
        return answer switch
        {
            Answer<FileContent>.Missing => new(shipped, WorkflowState.Missing),
            Answer<FileContent>.Seen { Value: var file } => new(shipped, IsSame(file.Text, shipped.Text) ? WorkflowState.ThereAlready : WorkflowState.Differs, file.Sha),
            _ => new(shipped, WorkflowState.NotKnown, Stop: Stop.Of(answer)),
        };
    }

    // An editor on Windows may have changed the ends of lines, which changes nothing else.
    private static bool IsSame(string? there, string wanted) =>
        there?.Replace("\r\n", "\n", StringComparison.Ordinal) == wanted.Replace("\r\n", "\n", StringComparison.Ordinal);
}
