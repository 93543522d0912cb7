namespace AgentFleet.Hub.State;

/// <summary>The pull requests of a repository; their numbers are those of its issues.</summary>
public sealed class HubPulls
{
    private readonly HubRepository _repository;

    internal HubPulls(HubRepository repository) => _repository = repository;

    /// <summary>Newest first, as GitHub lists them.</summary>
    internal IEnumerable<HubPull> All => _repository.Issues.Listed.Reverse().Select(i => i.Pull).OfType<HubPull>();

    /// <param name="branch">The head: a branch of this repository, made when there is none.</param>
    /// <param name="into">The base; the default branch when left out.</param>
    /// <param name="from">A fork, whose branch it is then.</param>
    public HubPull Open(string title, string branch, HubUser? by = null, string? into = null, string? body = "", bool draft = false, HubRepository? from = null)
    {
        lock (_repository.World.Gate)
        {
            var issue = _repository.Issues.Open(title, body, by);
            var head = _repository.Code.Branch(branch);
            issue.Pull = new(issue, branch, into ?? _repository.DefaultBranch, head, draft) { HeadRepository = from ?? _repository };
            issue.Touch();
            return issue.Pull;
        }
    }

    internal HubPull? Find(int number) => _repository.Issues.Find(number)?.Pull;
}
