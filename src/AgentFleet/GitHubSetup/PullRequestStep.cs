using AgentFleet.GitHub;

namespace AgentFleet.GitHubSetup;

internal enum PullRequestState
{
    NotNeeded,
    ThereAlready,
    Opened,
    Updated,
    WouldBeOpened,
    WouldBeUpdated,
    ByHand,
}

/// <param name="Page">Where people see it.</param>
/// <param name="Stop">Why it is left to a person.</param>
internal sealed record PullRequestResult(PullRequestState State, string? Page = null, Stop? Stop = null)
{
    public bool IsFailure => Stop is { IsRefusal: false };

    /// <summary>What a person can do instead, line by line.</summary>
    public IReadOnlyList<string> ByHand { get; init; } = [];
}

/// <summary>Sees to it that one pull request, and only one, brings the workflows that differ or are missing.</summary>
internal sealed class PullRequestStep(SetupWork work, IReadOnlyList<ComparedWorkflow> compared)
{
    public const string Title = "Set up the workflows of AgentFleet";

    private const string Body = """
        The two workflows that ship with AgentFleet. Neither starts an agent, checks out code or takes a secret.

        - `workflow-failure-issue.yml` keeps one open issue for each workflow that fails on the default branch.
        - `ai-fix.yml` answers whoever puts the fix label on an issue.

        Opened by `agentfleet github setup`, which brings this pull request up to date when it is run again.
        """;

    private readonly SetupBranch _branch = new(work, compared);

    public async Task<PullRequestResult> RunAsync()
    {
        if (compared.All(workflow => workflow.State == WorkflowState.ThereAlready))
            return new(PullRequestState.NotNeeded);
        PullRequest? open = null;
        var stop = compared.Select(workflow => workflow.Stop).FirstOrDefault(stop => stop is not null);
        if (stop is null)
            (open, stop) = await FindAsync();
        stop ??= await _branch.LookAsync();
        if (stop is null && open is not null && _branch.Left.Count == 0)
            return new(PullRequestState.ThereAlready, Page(open));
        var (state, dry) = open is null ? (PullRequestState.Opened, PullRequestState.WouldBeOpened) : (PullRequestState.Updated, PullRequestState.WouldBeUpdated);
        stop ??= Lacking(open);
        if (stop is null && work.IsDry)
            return new(dry, open is null ? null : Page(open));
        stop ??= await _branch.FillAsync(isFree: open is null);
        if (stop is null && open is null)
            (open, stop) = await OpenAsync();
        return stop is null
            ? new(state, Page(open!))
            : new(PullRequestState.ByHand, open is null ? null : Page(open), stop) { ByHand = ByHand.Of(work, _branch, compared, isOpen: open is not null) };
    }

    /// <summary>What is known to be refused is not begun.</summary>
    private Stop? Lacking(PullRequest? open)
    {
        List<Right> needed = [.. _branch.Left.Count > 0 ? new[] { Right.Contents, Right.Workflows } : [], .. open is null ? new[] { Right.PullRequests } : []];
        return needed.Where(right => work.Writing.WhyNot(right) is not null)
            .Select(right => new Stop($"{NeededRight.Called(right)}: write: {work.Writing.WhyNot(right)}", true)).FirstOrDefault();
    }

    private async Task<(PullRequest? Open, Stop? Stop)> FindAsync()
    {
        var answer = await new PullRequestQuestions(work.Client).FromAsync(work.Target.Name, SetupBranch.Name, SetupWork.Asking, work.Cancellation);
        return answer is Answer<Listing<PullRequest>>.Seen { Value.Items: var found }
            ? (found.FirstOrDefault(IsOurs), null)
            : (null, Stop.Of(answer));
    }

    // The owner may have a fork of it under another name, with a branch of the same name.
    private bool IsOurs(PullRequest pull) =>
        pull.Base?.Ref == work.Target.Repository.DefaultBranch && pull.Head is { Ref: SetupBranch.Name, Repo: var from } && from?.Id == work.Target.Repository.Id;

    private async Task<(PullRequest? Open, Stop? Stop)> OpenAsync()
    {
        var answer = await work.Requests.OpenPullRequestAsync(
            work.Target.Name, Title, Body, SetupBranch.Name, work.Target.Repository.DefaultBranch!, SetupWork.Asking, work.Cancellation);
        if (answer is Answer<PullRequest>.Seen { Value: var opened })
        {
            work.Writing.Worked(Right.PullRequests);
            return (opened, null);
        }
        var stop = Stop.Of(answer)!;
        if (stop.IsRefusal)
            work.Writing.Refused(Right.PullRequests, stop.Why);
        else if ((await FindAsync()).Open is { } found)
            // Somebody else has just opened it, or the answer was lost on its way.
            return (found, null);
        return (null, stop);
    }

    private static string Page(PullRequest pull) => SetupTarget.Shown(pull.HtmlUrl ?? $"number {pull.Number}");
}
