using AgentFleet.GitHub;

namespace AgentFleet.Scanner.Checks.GitHub.PullRequests;

/// <summary>
/// What the checks and the statuses of a commit come to. A check that asks for somebody's action, was cancelled, or was given
/// up is no failure: there is nothing in it that a change of the code would mend.
/// </summary>
/// <param name="Failed">Null while that cannot be said.</param>
/// <param name="FailedNames">Of those that failed.</param>
/// <param name="Names">Of all that there are.</param>
internal sealed record CommitChecks(bool? Failed, IReadOnlyList<string> FailedNames, IReadOnlyList<string> Names)
{
    /// <param name="checks">Null when they could not be seen; the same for <paramref name="status"/>.</param>
    public static CommitChecks Of(IReadOnlyList<CheckRun>? checks, CombinedStatus? status)
    {
        var ended = checks?.All(HasEnded) == true;
        List<string> failed =
        [
            .. ended ? checks!.Where(HasFailed).Select(NameOf) : [],
            .. status?.Statuses.Where(HasFailed).Select(NameOf) ?? [],
        ];
        bool? isFailed = failed.Count > 0 || (status is not null && HasFailed(status.State)) ? true
            : ended && IsWell(status) ? false
            : null;
        return new(isFailed, failed, [.. checks?.Select(NameOf) ?? [], .. status?.Statuses.Select(NameOf) ?? []]);
    }

    // A word that is new to us is no end: it may be a bad one.
    private static bool HasEnded(CheckRun check) => check.Status.Is(RunStatus.Completed) && check.Conclusion.Known is not null;

    private static bool HasFailed(CheckRun check) => check.Conclusion.Known is Conclusion.Failure or Conclusion.TimedOut or Conclusion.StartupFailure;

    private static bool HasFailed(CommitStatus status) => HasFailed(status.State);

    private static bool HasFailed(Word<CommitState> state) => state.Known is CommitState.Failure or CommitState.Error;

    private static bool IsWell(CombinedStatus? status) =>
        status is { TotalCount: 0, State.Known: CommitState.Pending } || status?.State.Is(CommitState.Success) == true;

    private static string NameOf(CheckRun check) => KeptText.Short(check.Name) ?? "a check without a name";

    private static string NameOf(CommitStatus status) => KeptText.Short(status.Context) ?? "a status without a name";
}
