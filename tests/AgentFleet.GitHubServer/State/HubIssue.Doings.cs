namespace AgentFleet.Hub.State;

/// <summary>What people do with an issue.</summary>
public sealed partial class HubIssue
{
    /// <param name="via">The App that did it in that person's name.</param>
    public HubIssue Label(string name, HubUser by, HubApp? via = null)
    {
        Change(() =>
        {
            var label = Repository.Labels.Add(name);
            if (_labels.Contains(label))
                return;
            _labels.Add(label);
            Happened("labeled", by, e => e with { Label = label, Via = via });
        });
        return this;
    }

    public HubIssue Unlabel(string name, HubUser by)
    {
        Change(() =>
        {
            if (_labels.Find(l => l.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is not { } label)
                return;
            _labels.Remove(label);
            Happened("unlabeled", by, e => e with { Label = label });
        });
        return this;
    }

    public void Rename(string title, HubUser by) => Change(() =>
    {
        Happened("renamed", by, e => e with { From = Title, To = title });
        Title = title;
    });

    public void EditBody(string? body) => Change(() =>
    {
        Body = body;
        LastEditedAt = Repository.World.Now;
    });

    /// <param name="reason"><c>completed</c>, <c>not_planned</c> or <c>duplicate</c>.</param>
    public void Close(HubUser by, string reason = "completed") => Change(() =>
    {
        (IsOpen, StateReason, ClosedAt, ClosedBy) = (false, Pull is null ? reason : null, Repository.World.Now, by);
        Happened("closed", by, e => e with { Reason = StateReason });
    });

    public void Reopen(HubUser by) => Change(() =>
    {
        (IsOpen, StateReason, ClosedAt, ClosedBy) = (true, Pull is null ? "reopened" : null, null, null);
        Happened("reopened", by, e => e with { Reason = StateReason });
    });

    /// <param name="reason"><c>off-topic</c>, <c>too heated</c>, <c>resolved</c> or <c>spam</c>.</param>
    public void Lock(HubUser by, string? reason = null) => Change(() =>
    {
        (IsLocked, LockReason) = (true, reason);
        Happened("locked", by, e => e with { Reason = reason, IsLock = true });
    });

    public HubComment Comment(string body, HubUser by)
    {
        HubComment? comment = null;
        Change(() =>
        {
            comment = new(Repository.World.NextId(), body, by, Repository.World.Now);
            _comments.Add(comment);
            Happened("commented", by, e => e with { Comment = comment });
        });
        return comment!;
    }

    /// <summary>The timeline does not have it any more either.</summary>
    public void DeleteComment(HubComment comment) => Change(() =>
    {
        _comments.Remove(comment);
        _events.RemoveAll(happened => happened.Comment == comment);
    });

    /// <summary>Somebody wrote its number elsewhere: an event that is in the timeline and not in the events.</summary>
    public void MentionIn(HubIssue other) => Change(() =>
        Happened("cross-referenced", other.Author, e => e with { Source = other }));

    public void Delete() => Change(() => Place = HubIssuePlace.Deleted);

    /// <summary>
    /// Since the end of 2021 GitHub leaves the issue: closed, locked, with the event <c>converted_to_discussion</c>, and no
    /// word of where it went. Before that it was gone, and 410.
    /// </summary>
    public void ConvertToDiscussion(HubUser by, bool gone = false)
    {
        Close(by);
        Lock(by);
        Change(() =>
        {
            Happened("converted_to_discussion", by);
            Place = gone ? HubIssuePlace.Deleted : HubIssuePlace.Here;
        });
    }

    /// <summary>It gets a new number and id there, keeps its comments and the labels that the other repository has too.</summary>
    public HubIssue TransferTo(HubRepository repository, HubUser by)
    {
        HubIssue? moved = null;
        Change(() =>
        {
            moved = repository.Issues.Open(Title, Body, Author);
            moved._labels.AddRange(_labels.Select(l => repository.Labels.Find(l.Name)).OfType<HubLabel>());
            moved._comments.AddRange(_comments);
            moved.Happened("transferred", by);
            (Place, MovedTo) = (HubIssuePlace.Transferred, moved);
        });
        return moved!;
    }

    internal void Reviewed(HubReview review) => Change(() =>
        Happened("reviewed", review.Author, e => e with { Review = review }));

    internal void Merged(HubUser by) => Change(() =>
    {
        Happened("merged", by);
        Happened("closed", by);
        (IsOpen, ClosedAt, ClosedBy) = (false, Repository.World.Now, by);
    });
}
