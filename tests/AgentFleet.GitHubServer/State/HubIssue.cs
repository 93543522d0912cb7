using AgentFleet.Hub.Json;

namespace AgentFleet.Hub.State;

/// <summary>
/// An issue, or the issue side of a pull request; each method is something that somebody does.
/// </summary>
/// <remarks>
/// What REST tells of edits: a new title leaves a <c>renamed</c> event with both titles and its actor, in the timeline and
/// in the events. A new body leaves no event anywhere; only <c>updated_at</c> moves, which comments, labels and much else
/// move too. <c>lastEditedAt</c> (set by edits of the body) and <c>userContentEdits</c> are in GraphQL alone: the published
/// REST description has no such field. Who wants to know by REST whether a body was edited must remember the body.
/// </remarks>
public sealed partial class HubIssue
{
    private readonly List<HubLabel> _labels = [];
    private readonly List<HubEvent> _events = [];
    private readonly List<HubComment> _comments = [];
    private readonly Prepared _prepared = new();
    private long _changed;

    internal HubIssue(HubRepository repository, int number, HubUser author, string title, string? body)
    {
        (Repository, Number, Author, Title, Body) = (repository, number, author, title, body);
        (Id, CreatedAt, UpdatedAt) = (repository.World.NextId(), repository.World.Now, repository.World.Now);
        _changed = repository.World.Stamp();
        repository.Move();
    }

    public long Id { get; }

    public int Number { get; }

    public HubRepository Repository { get; }

    public HubUser Author { get; }

    public string Title { get; private set; }

    public string? Body { get; private set; }

    public bool IsOpen { get; private set; } = true;

    public bool IsLocked { get; private set; }

    public DateTimeOffset CreatedAt { get; }

    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>When the body was edited last; see the remarks on why no REST answer has it.</summary>
    public DateTimeOffset? LastEditedAt { get; private set; }

    public IReadOnlyList<HubLabel> Labels => _labels;

    /// <summary>The newest event that set a label; 0 when there is none.</summary>
    public long LabelEvent(string name) =>
        _events.LastOrDefault(happened => happened.Kind == "labeled" && happened.Label!.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Id ?? 0;

    internal string? StateReason { get; private set; }

    internal string? LockReason { get; private set; }

    internal DateTimeOffset? ClosedAt { get; private set; }

    internal HubUser? ClosedBy { get; private set; }

    internal HubPull? Pull { get; set; }

    internal HubIssuePlace Place { get; private set; }

    /// <summary>Where a transferred issue is now.</summary>
    internal HubIssue? MovedTo { get; private set; }

    /// <summary>In the order in which they happened.</summary>
    internal IReadOnlyList<HubEvent> Events => _events;

    internal IReadOnlyList<HubComment> Comments => _comments;

    internal string Url => $"{Repository.Url}/issues/{Number}";

    internal string HtmlUrl => $"{Repository.HtmlUrl}/{(Pull is null ? "issues" : "pull")}/{Number}";

    internal long Changed => Math.Max(_changed, Repository.Changed);

    internal Piece Piece => _prepared.At(Changed, () => IssueJson.Of(this));

    /// <summary>Something that the issue's answer shows, or that moves <c>updated_at</c>, was done.</summary>
    internal void Touch(bool movesTime = true)
    {
        _changed = Repository.World.Stamp();
        Repository.Move();
        if (movesTime)
            UpdatedAt = Repository.World.Now;
    }

    private void Change(Action change)
    {
        lock (Repository.World.Gate)
        {
            change();
            Touch();
        }
    }

    private void Happened(string kind, HubUser by, Func<HubEvent, HubEvent>? with = null)
    {
        var happened = new HubEvent(Repository.World.NextId(), kind, by, Repository.World.Now);
        _events.Add(with is null ? happened : with(happened));
    }
}
