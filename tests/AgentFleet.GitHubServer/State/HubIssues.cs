namespace AgentFleet.Hub.State;

/// <summary>The issues of a repository. A pull request is one of them, as it is for GitHub.</summary>
public sealed class HubIssues
{
    private readonly HubRepository _repository;
    private readonly SortedDictionary<int, HubIssue> _issues = [];
    private int _lastNumber;

    internal HubIssues(HubRepository repository) => _repository = repository;

    /// <summary>Those that a listing shows.</summary>
    internal IEnumerable<HubIssue> Listed => _issues.Values.Where(i => i.Place is HubIssuePlace.Here);

    public HubIssue this[int number]
    {
        get
        {
            lock (_repository.World.Gate)
                return _issues[number];
        }
    }

    public HubIssue Open(string title, string? body = "", HubUser? by = null, params IEnumerable<string> labels)
    {
        lock (_repository.World.Gate)
        {
            var author = by ?? _repository.Owner;
            var issue = new HubIssue(_repository, ++_lastNumber, author, title, body);
            _issues.Add(issue.Number, issue);
            foreach (var label in labels)
                issue.Label(label, author);
            return issue;
        }
    }

    internal HubIssue? Find(int number) => _issues.GetValueOrDefault(number);

    internal int OpenCount => Listed.Count(i => i.IsOpen);
}
