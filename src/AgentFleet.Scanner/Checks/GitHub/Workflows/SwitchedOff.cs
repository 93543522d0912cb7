using AgentFleet.GitHub;

namespace AgentFleet.Scanner.Checks.GitHub.Workflows;

/// <summary>Which workflows do not run any more: they say so, or a complete list does not have them.</summary>
internal sealed class SwitchedOff(RepositoryScope scope, Tale tale)
{
    private readonly ActionsQuestions _questions = new(scope.Client);

    /// <param name="seen">Workflows that were seen before this is asked: one that is not listed now was deleted.</param>
    /// <returns>Null when it could not be seen.</returns>
    public async Task<IReadOnlyList<long>?> AskAsync(IEnumerable<long> seen, CancellationToken ct)
    {
        if (tale.Items("the workflows", await _questions.WorkflowsAsync(scope.Name, scope.Afresh, ct)) is not { IsComplete: true } listing)
            return null;
        var listed = listing.Items.Select(workflow => workflow.Id).ToHashSet();
        return [.. listing.Items.Where(IsOff).Select(workflow => workflow.Id).Concat(seen.Where(workflow => !listed.Contains(workflow))).Distinct().Order()];
    }

    private static bool IsOff(Workflow workflow) => workflow.State.Known
        is WorkflowState.Deleted or WorkflowState.DisabledFork or WorkflowState.DisabledInactivity or WorkflowState.DisabledManually;
}
