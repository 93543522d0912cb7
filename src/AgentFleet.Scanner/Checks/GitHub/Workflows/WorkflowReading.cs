using AgentFleet.GitHub;
using Runs = AgentFleet.GitHub.Answer<System.Collections.Generic.IReadOnlyList<AgentFleet.GitHub.WorkflowRun>>;

namespace AgentFleet.Scanner.Checks.GitHub.Workflows;

/// <summary>Asks for the newest runs and for what goes with them: when nothing has changed that costs nothing, else all of it is asked for.</summary>
internal sealed class WorkflowReading(RepositoryScope scope, Tale tale, FailureIssues issues)
{
    private readonly ActionsQuestions _questions = new(scope.Client);

    /// <param name="known">Workflows that fail, as far as is known.</param>
    /// <returns>Null when nothing has changed, or the runs cannot be seen, which is then told as trouble.</returns>
    public async Task<WorkflowParts?> ReadAsync(WorkflowMemory before, IReadOnlyCollection<long> known, Asking asking, CancellationToken ct)
    {
        var asked = _questions.NewestAsync(scope.Name, scope.DefaultBranch, null, asking, ct);
        var askedApart = before.Apart.Where(known.Contains).ToDictionary(workflow => workflow, workflow => ApartAsync(workflow, asking, ct));
        var askedIssues = known.Count > 0 ? issues.AskAsync(asking, ct) : null;
        var (newest, filed) = (await asked, askedIssues is null ? null : await askedIssues);
        var apart = new Dictionary<long, Runs>();
        foreach (var (workflow, runs) in askedApart)
            apart[workflow] = await runs;
        if (newest.IsUnchanged() && apart.Values.All(runs => runs.IsUnchanged()) && filed?.IsUnchanged() != false)
            return null;

        var afresh = asking with { Known = AnswerParts.NoETags };
        newest = await newest.WholeAsync(() => _questions.NewestAsync(scope.Name, scope.DefaultBranch, null, afresh, ct));
        if (newest is not Runs.Seen { Value: var seen })
        {
            tale.Trouble($"the newest runs on {scope.DefaultBranch}", newest);
            return null;
        }
        var standings = seen.Where(IsOurs).GroupBy(run => run.WorkflowId).ToDictionary(runs => runs.Key, runs => WorkflowStanding.Of(runs, scope.Now));
        apart = await SilentAsync(standings, known, apart, afresh, ct);
        if (standings.Values.Any(standing => standing is WorkflowStanding.Failing))
            filed = filed is null ? await issues.AskAsync(afresh, ct) : await filed.WholeAsync(() => issues.AskAsync(afresh, ct));
        return new(standings, filed is null or Answer<Listing<Issue>>.Unchanged ? null : Usable(filed), [.. apart.Keys], AnswerParts.Together(
            [newest.ETags(), filed?.ETags() ?? AnswerParts.NoETags, .. apart.Values.Select(runs => runs.ETags())]));
    }

    // One that says neither how it is labeled nor whether it is open would look like one that is not ours.
    private Listing<Issue>? Usable(Answer<Listing<Issue>> filed)
    {
        const string what = "the issues of failed workflows";
        var listing = tale.Items(what, filed);
        if (listing?.Items.All(issue => issue.Labels is not null && issue.State.Known is not null) != false)
            return listing;
        tale.Troubles.Add($"{what}: they do not say how they are labeled, or whether they are open");
        return null;
    }

    // A workflow that seldom runs is not among the newest runs of all. One that is not there is for the full look to end.
    private async Task<Dictionary<long, Runs>> SilentAsync(
        Dictionary<long, WorkflowStanding> standings, IReadOnlyCollection<long> known, Dictionary<long, Runs> apart, Asking afresh, CancellationToken ct)
    {
        var silent = new Dictionary<long, Runs>();
        foreach (var workflow in known.Where(workflow => standings.GetValueOrDefault(workflow) is null or WorkflowStanding.Silent))
        {
            var answer = apart.GetValueOrDefault(workflow) is Runs.Seen whole ? whole : await ApartAsync(workflow, afresh, ct);
            silent[workflow] = answer;
            if (answer is Runs.Seen { Value: var runs })
                standings[workflow] = WorkflowStanding.Of(runs.Where(run => IsOurs(run) && run.WorkflowId == workflow), scope.Now);
            else if (answer is not Runs.Missing)
                tale.Trouble($"the runs of workflow {workflow}", answer);
        }
        return silent;
    }

    private Task<Runs> ApartAsync(long workflow, Asking asking, CancellationToken ct) => _questions.NewestAsync(scope.Name, workflow, scope.DefaultBranch, null, asking, ct);

    // A fork may call its branch the same, and a pull request's run is of the branch that it comes from. Events that anybody
    // may cause, such as a comment, run on the default branch, too: strangers must neither begin nor end a finding.
    private bool IsOurs(WorkflowRun run) => run.HeadRepository?.Id == scope.Id && run.HeadBranch == scope.DefaultBranch
        && run.Event is "push" or "schedule" or "workflow_dispatch" or "repository_dispatch" or "merge_group" or "release" or "deployment" or "dynamic";
}
