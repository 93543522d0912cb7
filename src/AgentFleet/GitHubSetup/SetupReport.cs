namespace AgentFleet.GitHubSetup;

/// <summary>What setting up a repository did, or would do.</summary>
internal sealed record SetupReport(SetupWork Work)
{
    /// <summary>What a person should know beside it, a line each.</summary>
    public required IReadOnlyList<string> Remarks { get; init; }

    public required IReadOnlyList<LabelResult> Labels { get; init; }

    public required IReadOnlyList<ComparedWorkflow> Workflows { get; init; }

    public required PullRequestResult PullRequest { get; init; }

    public required IReadOnlyList<RightResult> Rights { get; init; }

    /// <summary>What the token may not do is left to a person; labels are not.</summary>
    public bool HasFailed => PullRequest.IsFailure || Labels.Any(label => label.IsFailure);

    /// <summary>Labels, workflows and a pull request, and then what became known of the token.</summary>
    public static async Task<SetupReport> MakeAsync(SetupWork work, GitHub.RepositoryName asked, IReadOnlyList<ShippedWorkflow> shipped)
    {
        var labels = await new LabelStep(work).RunAsync(WantedLabel.All(work.Options.FixLabel));
        var workflows = await new WorkflowStep(work).CompareAsync(shipped, work.Target.Repository.DefaultBranch!);
        var pull = await new PullRequestStep(work, workflows).RunAsync();
        return new(work)
        {
            Remarks = [.. RemarksOn(work, asked)],
            Labels = labels,
            Workflows = workflows,
            PullRequest = pull,
            Rights = await new RightsStep(work).RunAsync(),
        };
    }

    private static IEnumerable<string> RemarksOn(SetupWork work, GitHub.RepositoryName asked)
    {
        var (name, repos) = (work.Target.Name, work.Options.Repos);
        if (name != asked)
            yield return $"{asked} is called {name} now";
        if (!repos.Contains(name) && (repos.Count > 0 || work.Options.Access is not GitHub.GitHubAccess.App))
            yield return $"it is not looked at yet: {name} is missing under \"repos\" in the configuration";
        if (work.Target.Repository.HasIssues == false)
            yield return "its issues are switched off, so there is nothing to label";
    }
}
