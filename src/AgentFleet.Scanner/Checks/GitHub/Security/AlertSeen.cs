using System.Text.Json.Nodes;
using AgentFleet.GitHub;
using AgentFleet.Ledger;

namespace AgentFleet.Scanner.Checks.GitHub.Security;

/// <summary>A security alert, whichever list it is of.</summary>
internal sealed record AlertSeen(int Number, Word<AlertState> State, Word<AlertSeverity> Severity, string Title, DateTimeOffset CreatedAt, JsonObject Evidence)
{
    public static AlertSeen Of(DependabotAlert alert)
    {
        var (package, advisory) = (alert.Dependency?.Package, alert.SecurityAdvisory);
        return new(alert.Number, alert.State, advisory?.Severity ?? default, $"{package?.Name ?? "a dependency"}: {advisory?.Summary ?? "has a known hole"}", alert.CreatedAt, new()
        {
            ["package"] = KeptText.Short(package?.Name),
            ["ecosystem"] = KeptText.Short(package?.Ecosystem),
            ["manifest"] = KeptText.Short(alert.Dependency?.ManifestPath),
            ["advisories"] = KeptText.List(new[] { advisory?.GhsaId, advisory?.CveId }.OfType<string>()),
            ["severity"] = KeptText.Short(advisory?.Severity.Text),
            ["vulnerable_versions"] = KeptText.Short(alert.SecurityVulnerability?.VulnerableVersionRange),
            ["patched_version"] = KeptText.Short(alert.SecurityVulnerability?.FirstPatchedVersion?.Identifier),
            ["url"] = KeptText.Short(alert.HtmlUrl),
        });
    }

    public static AlertSeen Of(CodeScanningAlert alert)
    {
        var (rule, place) = (alert.Rule, alert.MostRecentInstance?.Location);
        return new(alert.Number, alert.State, rule?.SecuritySeverityLevel ?? default, $"{place?.Path ?? "the code"}: {rule?.Description ?? rule?.Id ?? "may be unsafe"}", alert.CreatedAt, new()
        {
            ["rule"] = KeptText.Short(rule?.Id),
            ["tool"] = KeptText.Short(alert.Tool?.Name),
            ["path"] = KeptText.Short(place?.Path),
            ["line"] = place?.StartLine,
            ["severity"] = KeptText.Short(rule?.SecuritySeverityLevel.Text),
            ["rule_severity"] = KeptText.Short(rule?.Severity),
            ["url"] = KeptText.Short(alert.HtmlUrl),
        });
    }

    public Level Level => Severity.Known switch
    {
        AlertSeverity.Critical => Level.Critical,
        AlertSeverity.Low => Level.Info,
        _ => Level.Warning,
    };

    /// <summary>Null while it is open, or does not say.</summary>
    public string? WhyOver => State.Known switch
    {
        AlertState.Fixed => "it was fixed",
        AlertState.Dismissed => "it was dismissed",
        AlertState.AutoDismissed => "it was dismissed by a rule",
        _ => null,
    };

    /// <param name="list">Which of GitHub's lists it is of.</param>
    public Observation Observed(string list, RepositoryKeys keys)
    {
        Evidence["repository"] = keys.Name.ToString();
        Evidence["repository_id"] = keys.Id;
        Evidence["source"] = list;
        Evidence["number"] = Number;
        Evidence["created_at"] = Times.Text(CreatedAt);
        return new(null, Level, Title, Evidence)
        {
            Identity = keys.Alert(list, Number),
            Rank = Priority.Of([]).Rank(isMachines: true),
            FiledAt = CreatedAt,
        };
    }
}
