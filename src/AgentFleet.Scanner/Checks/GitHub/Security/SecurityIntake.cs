using System.Globalization;
using AgentFleet.GitHub;
using AgentFleet.Ledger.Scanning;

namespace AgentFleet.Scanner.Checks.GitHub.Security;

/// <summary>Security alerts that are open. They change seldom, so full looks are enough; what an attempt waits for is asked at once.</summary>
internal sealed class SecurityIntake(RepositoryScope scope, Tale tale)
{
    private readonly AlertQuestions _questions = new(scope.Client);

    public async Task LookAsync(CancellationToken ct)
    {
        if (!scope.Settings.Security)
        {
            foreach (var known in scope.Known.In(scope.Id, GitHubKinds.Security))
                tale.Endings.Add(known.Dropped("security alerts are not looked at any more"));
            return;
        }
        var dependabot = await LookAsync(
            new AlertList<DependabotAlert>(
                "dependabot", (asking, ct) => _questions.DependabotAsync(scope.Name, asking, ct),
                (number, asking, ct) => _questions.DependabotOneAsync(scope.Name, number, asking, ct), AlertSeen.Of),
            ct);
        var code = await LookAsync(
            new AlertList<CodeScanningAlert>(
                "code-scanning", (asking, ct) => _questions.CodeScanningAsync(scope.Name, asking, ct),
                (number, asking, ct) => _questions.CodeScanningOneAsync(scope.Name, number, asking, ct), AlertSeen.Of),
            ct);
        if (dependabot.IsWhole && code.IsWhole && (dependabot.Open ?? code.Open) is not null)
            tale.Counts["security_alerts"] = (dependabot.Open ?? 0) + (code.Open ?? 0);
    }

    // Open: how many; null where there is nothing to be seen.
    private async Task<(int? Open, bool IsWhole)> LookAsync<T>(AlertList<T> list, CancellationToken ct)
    {
        var known = KnownIn(list.Name);
        var listing = scope.Full ? await OpenAsync(list, ct) : null;
        foreach (var alert in listing?.Items.Select(list.Read) ?? [])
        {
            Take(list, alert, known.GetValueOrDefault(alert.Number));
            known.Remove(alert.Number);
        }
        // A page may have shifted, so what is not among them is asked for by itself, and only its own word ends it.
        foreach (var (number, absent) in known.Where(one => one.Value.Awaited || listing?.IsComplete == true))
        {
            switch (await list.OneAsync(number, absent.Awaited ? scope.Urgently : scope.Afresh, ct))
            {
                case Answer<T>.Seen { Value: var seen } when list.Read(seen).Number == number:
                    Take(list, list.Read(seen), absent);
                    break;
                // The list answers, and does not have it either.
                case Answer<T>.Missing when listing?.IsComplete == true:
                    tale.Endings.Add(absent.Dropped("it is not in this repository any more"));
                    break;
                // Where alerts cannot be seen at all there is no trouble in that, but whoever waits for a verdict must hear of it.
                case Answer<T>.Limited or Answer<T>.Failed:
                case not Answer<T>.Seen when absent.Awaited:
                    tale.Troubles.Add($"{list.Name} alert #{number} cannot be seen");
                    break;
            }
        }
        return (listing?.Items.Count, scope.Full && listing?.IsComplete != false);
    }

    // Where they are switched off, or the token may not see them, there is nothing to tell, and no trouble in that.
    private async Task<Listing<T>?> OpenAsync<T>(AlertList<T> list, CancellationToken ct) => await list.OpenAsync(scope.Afresh, ct) switch
    {
        Answer<Listing<T>>.Denied or Answer<Listing<T>>.Missing => null,
        var answer => tale.Items($"the {list.Name} alerts", answer),
    };

    private void Take<T>(AlertList<T> list, AlertSeen alert, KnownFinding? known)
    {
        if (alert.State.Is(AlertState.Open))
            tale.Observations.Add(alert.Observed(list.Name, scope.Keys));
        else if (alert.WhyOver is { } reason && known is not null)
            tale.Endings.Add(alert.State.Is(AlertState.Fixed) ? known.Cured(reason) : known.Dropped(reason));
    }

    // The key is the repository's number, a slash, the list, a dash and the alert's number.
    private Dictionary<int, KnownFinding> KnownIn(string list) => scope.Known.In(scope.Id, GitHubKinds.Security)
        .Select(known => (Known: known, Name: known.Key[(known.Key.IndexOf('/', StringComparison.Ordinal) + 1)..]))
        .Where(one => one.Name.StartsWith($"{list}-", StringComparison.Ordinal))
        .ToDictionary(one => int.Parse(one.Name[(list.Length + 1)..], CultureInfo.InvariantCulture), one => one.Known);
}
