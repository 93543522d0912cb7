using AgentFleet.Hub.Json;

namespace AgentFleet.Hub.State;

/// <summary>
/// A pull request. Whether it can be merged is worked out only when somebody asks: the first answer after a change says
/// <c>mergeable: null</c> and <c>mergeable_state: unknown</c>, a later one knows.
/// </summary>
public sealed class HubPull
{
    private readonly List<HubReview> _reviews = [];
    private readonly List<HubUser> _asked = [];
    private readonly Prepared _prepared = new();
    private bool _wasAsked;

    internal HubPull(HubIssue issue, string headBranch, string baseBranch, string headSha, bool draft) =>
        (Issue, HeadBranch, BaseBranch, HeadSha, IsDraft) = (issue, headBranch, baseBranch, headSha, draft);

    /// <summary>Its number, title, labels, comments and state.</summary>
    public HubIssue Issue { get; }

    public int Number => Issue.Number;

    public string HeadBranch { get; }

    public string BaseBranch { get; }

    public string HeadSha { get; private set; }

    public bool IsDraft { get; private set; }

    public DateTimeOffset? MergedAt { get; private set; }

    public required HubRepository HeadRepository { get; init; }

    /// <summary>People that were asked for a review and have not given it.</summary>
    internal IReadOnlyList<HubUser> Asked => _asked;

    internal HubUser? MergedBy { get; private set; }

    /// <summary>Null until GitHub has worked it out.</summary>
    internal bool? Mergeable => _wasAsked ? !HasConflicts : null;

    internal string MergeableState => !_wasAsked ? "unknown"
        : HasConflicts ? "dirty"
        : IsDraft ? "draft"
        : State;

    internal IReadOnlyList<HubReview> Reviews => _reviews;

    internal bool HasConflicts { get; private set; }

    internal string Url => $"{Issue.Repository.Url}/pulls/{Number}";

    internal Piece Piece => _prepared.At(Math.Max(Issue.Changed, Issue.Repository.Moved), () => PullJson.Of(this));

    /// <summary><c>clean</c>, <c>blocked</c>, <c>behind</c>, <c>unstable</c> or <c>has_hooks</c>: without conflicts, what branch rules and checks say.</summary>
    private string State { get; set; } = "clean";

    public void SetConflicts(bool has) => Change(() => (HasConflicts, _wasAsked) = (has, false));

    public void SetMergeableState(string state) => Change(() => (State, _wasAsked) = (state, false));

    public void SetDraft(bool draft) => Change(() => IsDraft = draft);

    /// <summary>A new commit on its branch.</summary>
    public string Push()
    {
        Change(() => (HeadSha, _wasAsked) = (Issue.Repository.Code.Commit(HeadBranch), false));
        return HeadSha;
    }

    /// <summary>Somebody is asked for a review, or for another one.</summary>
    public void AskForReview(HubUser user) => Change(() => _asked.Add(user));

    public HubReview Review(HubUser by, HubReviewState state, string body = "")
    {
        lock (Issue.Repository.World.Gate)
        {
            var review = new HubReview(Issue.Repository.World.NextId(), by, state, body, HeadSha, Issue.Repository.World.Now);
            _reviews.Add(review);
            _asked.Remove(by);
            if (state != HubReviewState.Pending)
                Issue.Reviewed(review);
            return review;
        }
    }

    public void Dismiss(HubReview review) => Change(() => review.State = HubReviewState.Dismissed);

    public void Merge(HubUser by) => Change(() =>
    {
        (MergedAt, MergedBy) = (Issue.Repository.World.Now, by);
        Issue.Merged(by);
    });

    /// <summary>Somebody asks: this time nobody knows yet, the next time GitHub does.</summary>
    internal void Ask()
    {
        if (_wasAsked)
            return;
        _wasAsked = true;
        // Working it out is not a change that updated_at tells of.
        Issue.Touch(movesTime: false);
    }

    private void Change(Action change)
    {
        lock (Issue.Repository.World.Gate)
        {
            change();
            Issue.Touch();
        }
    }
}
