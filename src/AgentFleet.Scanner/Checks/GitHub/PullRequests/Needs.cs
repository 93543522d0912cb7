namespace AgentFleet.Scanner.Checks.GitHub.PullRequests;

/// <summary>What a pull request needs, as far as it can be said.</summary>
/// <param name="Certain">In the order of their names.</param>
/// <param name="Open">What it may need or not: nothing follows from that.</param>
/// <param name="FailedChecks">Their names.</param>
internal sealed record Needs(IReadOnlyList<Need> Certain, IReadOnlyList<Need> Open, IReadOnlyList<string> FailedChecks)
{
    /// <param name="answers">Whether it needs each; null where that cannot be said.</param>
    public static Needs Of(IReadOnlyList<(Need Need, bool? Has)> answers, IReadOnlyList<string> failedChecks) => new(
        [.. answers.Where(answer => answer.Has == true).Select(answer => answer.Need)],
        [.. answers.Where(answer => answer.Has is null).Select(answer => answer.Need)],
        failedChecks);

    /// <summary>With what was known before of that which cannot be said now.</summary>
    public Needs After(KnownPullRequest? before)
    {
        var kept = Open.Where(need => before?.Needs.Contains(need) == true).ToList();
        return this with
        {
            Certain = [.. Certain.Concat(kept).Order()],
            FailedChecks = kept.Contains(Need.ChecksFailed) ? before!.FailedChecks : FailedChecks,
        };
    }
}
