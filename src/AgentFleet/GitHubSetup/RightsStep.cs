using System.Text.Json;
using AgentFleet.GitHub;

namespace AgentFleet.GitHubSetup;

internal enum RightState
{
    Held,
    Missing,

    /// <summary>It is not there, and nothing that is needed fails for it.</summary>
    Optional,

    NotKnown,
    TooMuch,
}

/// <param name="Name">As a person finds it: <c>Issues: read</c>, or a scope.</param>
/// <param name="For">What it is needed for; null where it is not.</param>
internal sealed record RightResult(string Name, RightState State, string? For, string? Note = null);

/// <summary>Says which rights the token has, lacks, and has too much. Runs last: what was written tells, too.</summary>
internal sealed class RightsStep(SetupWork work)
{
    private readonly ReadProbes _probes = new(work.Client);

    public async Task<IReadOnlyList<RightResult>> RunAsync()
    {
        var results = new List<RightResult>();
        foreach (var need in NeededRight.All)
            results.Add(need.ToWrite ? Written(need) : await ReadAsync(need));
        return [.. results, .. TooMuch()];
    }

    private RightResult Written(NeededRight need) => work.Writing.May(need.Right) switch
    {
        true => new(need.Name, RightState.Held, need.For),
        false => new(need.Name, RightState.Missing, need.For, work.Writing.WhyNot(need.Right)),
        null => new(need.Name, RightState.NotKnown, need.For, "GitHub tells only who writes"),
    };

    private async Task<RightResult> ReadAsync(NeededRight need) => await ProbeAsync(need.Right) switch
    {
        null or Answer<JsonElement>.Seen => new(need.Name, RightState.Held, need.For),
        { Trouble: var why } when need.IsOptional => new(need.Name, RightState.Optional, need.For, why),
        Answer<JsonElement>.Denied denied => new(need.Name, RightState.Missing, need.For, Advice(need.Right) ?? denied.Trouble),
        Answer<JsonElement>.Missing { Gone: false } missing => new(need.Name, RightState.Missing, need.For, missing.Trouble),
        var other => new(need.Name, RightState.NotKnown, need.For, other.Trouble),
    };

    // https://docs.github.com/en/rest/checks/runs says otherwise, but the page for such tokens does not offer it.
    private string? Advice(Right right) => right == Right.Checks && work.Token == TokenKind.FineGrained
        ? "GitHub gives this right to Apps, and to no fine-grained token"
        : null;

    /// <returns>Null where nothing needs to be tried.</returns>
    private async Task<Answer<JsonElement>?> ProbeAsync(Right right)
    {
        var (name, branch, asking, stop) = (work.Target.Name, work.Target.Repository.DefaultBranch!, SetupWork.Asking, work.Cancellation);
        return right switch
        {
            Right.Issues => await _probes.IssuesAsync(name, asking, stop),
            Right.PullRequests => await _probes.PullRequestsAsync(name, asking, stop),
            Right.Actions => await _probes.ActionsAsync(name, asking, stop),
            Right.Checks => await _probes.ChecksAsync(name, branch, asking, stop),
            Right.Statuses => await _probes.StatusesAsync(name, branch, asking, stop),
            Right.VulnerabilityAlerts => await _probes.DependabotAsync(name, asking, stop),
            Right.SecurityEvents => await _probes.CodeScanningAsync(name, asking, stop),
            // The repository has been seen.
            _ => null,
        };
    }

    private IEnumerable<RightResult> TooMuch()
    {
        var told = work.Target.Told;
        var scopes = (told.Scopes ?? []).Select(scope => (Name: scope, Why: Scopes.TooMuch(scope, work.Target.Repository.Private)));
        var rights = (told.Granted ?? new Dictionary<string, string>()).OrderBy(right => right.Key, StringComparer.Ordinal)
            .Select(right => (Name: $"{right.Key}: {right.Value}", Why: NeededRight.TooMuch(right.Key, right.Value)));
        return scopes.Concat(rights).Where(right => right.Why is not null)
            .Select(right => new RightResult(SetupTarget.Shown(right.Name), RightState.TooMuch, null, right.Why));
    }
}
