using AgentFleet.GitHub;
using AgentFleet.Ledger.Scanning;

namespace AgentFleet.Scanner.Checks.GitHub.Workflows;

/// <summary>Workflows that fail on the default branch, each one finding together with the issue that was filed for it.</summary>
internal sealed class WorkflowIntake
{
    private readonly RepositoryScope _scope;
    private readonly Tale _tale;
    private readonly FailureIssues _issues;
    private readonly WorkflowReading _reading;
    // Those that fail after this look, and the number of the issue of each.
    private readonly Dictionary<long, int?> _failing = [];
    private readonly Dictionary<long, KnownWorkflow> _known = [];

    public WorkflowIntake(RepositoryScope scope, Tale tale)
    {
        (_scope, _tale, _issues) = (scope, tale, new(scope, tale));
        _reading = new(scope, tale, _issues);
    }

    /// <summary>The numbers of the issues that the workflows' findings stand for, also when this look says nothing of them.</summary>
    public IReadOnlySet<int> Joined => _failing.Values.OfType<int>().ToHashSet();

    public async Task<WorkflowMemory?> LookAsync(WorkflowMemory? memory, CancellationToken ct)
    {
        TakeKnown();
        var before = memory ?? new(AnswerParts.NoETags, [], []);
        var isAwaited = _known.Values.Any(known => known.Finding.Awaited);
        var asking = isAwaited ? _scope.Urgently : _scope.Full ? _scope.Afresh : _scope.Knowing(before.ETags);
        var troubles = _tale.Troubles.Count;
        if (await _reading.ReadAsync(before, _known.Keys, asking, ct) is not { } parts)
            return memory;
        // A workflow that is switched on again counts again after the next full look.
        var off = _scope.Full ? await new SwitchedOff(_scope, _tale).AskAsync(_known.Keys.Union(parts.Standings.Keys), ct) ?? before.Off : before.Off;
        if (_scope.Full)
            EndSwitchedOff(off);
        foreach (var (workflow, standing) in parts.Standings.Where(one => !off.Contains(one.Key)).OrderBy(one => one.Key))
            await TellAsync(workflow, standing, parts.Issues, ct);
        _tale.Counts["failing_workflows"] = _failing.Count;
        return _tale.Troubles.Count > troubles ? memory : new(parts.ETags, [.. parts.Apart.Where(_failing.ContainsKey)], off);
    }

    private void TakeKnown()
    {
        foreach (var known in _scope.Known.In(_scope.Id, GitHubKinds.Workflow).Select(KnownWorkflow.Of).OfType<KnownWorkflow>())
        {
            if (known.IsOn(_scope.DefaultBranch))
            {
                _known[known.Workflow] = known;
                if (known.Finding.Finding.State != FindingState.Resolved)
                    _failing[known.Workflow] = known.Issue?.Number;
            }
            else
                _tale.Endings.Add(known.Finding.Dropped($"{known.Branch} is not the default branch any more"));
        }
    }

    private void EndSwitchedOff(IReadOnlyList<long> off)
    {
        foreach (var workflow in off.Where(_known.ContainsKey))
            End(_known[workflow], "it was switched off", isCure: false);
    }

    private async Task TellAsync(long workflow, WorkflowStanding standing, Listing<Issue>? issues, CancellationToken ct)
    {
        var known = _known.GetValueOrDefault(workflow);
        switch (standing)
        {
            // One that passed before it failed, such as when the failed run is run again and then cancelled, ends nothing.
            case WorkflowStanding.Passed(var run) when known?.IsBefore(run) == true:
                End(known, $"it passed in run {run.RunNumber}", isCure: true);
                break;
            // The run that is under way may be the fix's own: its verdict waits for it.
            case WorkflowStanding.Failing { IsTriedAgain: true } failing when known is { Finding.Awaited: true } && !known.IsBefore(failing.Run):
                break;
            case WorkflowStanding.Failing failing:
                var issue = await _issues.OfAsync(failing.Run, WorkflowWords.NameOf(failing.Run), issues, known?.Issue, ct);
                _tale.Observations.Add(WorkflowWords.Of(failing.Run, SinceOf(failing, known), issue, _scope.Keys, _scope.DefaultBranch));
                _failing[workflow] = issue?.Number;
                break;
        }
    }

    private void End(KnownWorkflow known, string reason, bool isCure)
    {
        _tale.Endings.Add(isCure ? known.Finding.Cured(reason) : known.Finding.Dropped(reason));
        _failing.Remove(known.Workflow);
    }

    // Runs of long ago are not among the newest: then what was seen earlier holds.
    private static DateTimeOffset SinceOf(WorkflowStanding.Failing failing, KnownWorkflow? known) =>
        !failing.IsAfterSuccess && known?.FailedSince < failing.First.CreatedAt ? known.FailedSince.Value : failing.First.CreatedAt;
}
