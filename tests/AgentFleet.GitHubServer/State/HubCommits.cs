namespace AgentFleet.Hub.State;

/// <summary>What checks and statuses say of commits.</summary>
public sealed class HubCommits
{
    private readonly HubRepository _repository;
    private readonly List<HubCheckRun> _checks = [];
    private readonly List<HubStatus> _statuses = [];

    internal HubCommits(HubRepository repository) => _repository = repository;

    /// <param name="conclusion">Null while it runs; else <c>success</c>, <c>failure</c>, <c>timed_out</c> and so on.</param>
    public HubCheckRun Check(string sha, string name, string? conclusion, string? summary = null)
    {
        lock (_repository.World.Gate)
        {
            var run = new HubCheckRun(_repository.World.NextId(), sha, name, conclusion, summary, _repository.World.Now);
            _checks.Add(run);
            return run;
        }
    }

    /// <summary>A check that waits for somebody who begins it.</summary>
    public void Queue(string sha, string name)
    {
        lock (_repository.World.Gate)
            _checks.Add(new(_repository.World.NextId(), sha, name, null, null, _repository.World.Now) { IsQueued = true });
    }

    /// <param name="state"><c>error</c>, <c>failure</c>, <c>pending</c> or <c>success</c>.</param>
    public void Status(string sha, string context, string state, string? description = null)
    {
        lock (_repository.World.Gate)
            _statuses.Add(new(_repository.World.NextId(), sha, context, state, description, _repository.World.Now));
    }

    internal bool Knows(string sha) => _checks.Exists(c => c.Sha == sha) || _statuses.Exists(s => s.Sha == sha);

    /// <summary>The newest of each name: what <c>filter=latest</c>, the default, shows.</summary>
    internal IReadOnlyList<HubCheckRun> LatestChecks(string sha) =>
        [.. _checks.Where(c => c.Sha == sha).GroupBy(c => c.Name).Select(g => g.Last())];

    internal IReadOnlyList<HubCheckRun> Checks(string sha) => [.. _checks.Where(c => c.Sha == sha)];

    /// <summary>The newest of each context.</summary>
    internal IReadOnlyList<HubStatus> Statuses(string sha) =>
        [.. _statuses.Where(s => s.Sha == sha).GroupBy(s => s.Context).Select(g => g.Last())];
}
