using AgentFleet.GitHub;

namespace AgentFleet.Scanner.Checks.GitHub.PullRequests;

/// <summary>
/// What the checks and the statuses of a commit come to. A check that asks for somebody's action, was cancelled, or was given
/// up is no failure: there is nothing in it that a change of the code would mend. Nobody waits for longer than two days:
/// some statuses stay pending for as long as a pull request is open. A verdict waits for one only, so none comes of giving up.
/// </summary>
/// <param name="Failed">Null while that cannot be said.</param>
/// <param name="FailedNames">Of those that failed.</param>
/// <param name="Names">Of all that there are.</param>
internal sealed record CommitChecks(bool? Failed, IReadOnlyList<string> FailedNames, IReadOnlyList<string> Names)
{
    private static readonly TimeSpan MayTake = TimeSpan.FromDays(2);

    /// <param name="checks">Null when they could not be seen; the same for <paramref name="status"/>.</param>
    /// <param name="touchedAt">When something happened to the pull request last: a check that nobody has begun does not say since when it waits.</param>
    public static CommitChecks Of(IReadOnlyList<CheckRun>? checks, CombinedStatus? status, DateTimeOffset touchedAt, DateTimeOffset now)
    {
        var ended = checks?.All(check => HasEnded(check) || IsLate(check, touchedAt, now)) == true;
        List<string> failed =
        [
            .. ended ? checks!.Where(HasFailed).Select(NameOf) : [],
            .. status?.Statuses.Where(HasFailed).Select(NameOf) ?? [],
        ];
        bool? isFailed = failed.Count > 0 || (status is not null && HasFailed(status.State)) ? true
            : ended && IsWell(status, now) ? false
            : null;
        return new(isFailed, failed, [.. checks?.Select(NameOf) ?? [], .. status?.Statuses.Select(NameOf) ?? []]);
    }

    // A word that is new to us is no end: it may be a bad one.
    private static bool HasEnded(CheckRun check) => check.Status.Is(RunStatus.Completed) && check.Conclusion.Known is not null;

    private static bool IsLate(CheckRun check, DateTimeOffset touchedAt, DateTimeOffset now) =>
        check is { Status.Known: not (null or RunStatus.Completed) } && (check.StartedAt ?? touchedAt) < now - MayTake;

    private static bool HasFailed(CheckRun check) => check.Conclusion.Known is Conclusion.Failure or Conclusion.TimedOut or Conclusion.StartupFailure;

    private static bool HasFailed(CommitStatus status) => HasFailed(status.State);

    private static bool HasFailed(Word<CommitState> state) => state.Known is CommitState.Failure or CommitState.Error;

    private static bool IsWell(CombinedStatus? status, DateTimeOffset now) => status?.State.Known switch
    {
        CommitState.Success => true,
        // There is none, or all that are there have been pending for long.
        CommitState.Pending => status.Statuses.Count == status.TotalCount
            && status.Statuses.All(one => one.State.Is(CommitState.Success) || (one.State.Is(CommitState.Pending) && one.UpdatedAt < now - MayTake)),
        _ => false,
    };

    private static string NameOf(CheckRun check) => KeptText.Short(check.Name) ?? "a check without a name";

    private static string NameOf(CommitStatus status) => KeptText.Short(status.Context) ?? "a status without a name";
}
