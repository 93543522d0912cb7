using System.Text.Json.Nodes;
using AgentFleet.Ledger;

namespace AgentFleet.Scanner.Checks.GitHub.PullRequests;

/// <summary>What was told of a pull request last.</summary>
internal sealed record KnownPullRequest(KnownFinding Finding, IReadOnlyList<Need> Needs, IReadOnlyList<string> FailedChecks, string? HeadSha)
{
    public static KnownPullRequest Of(KnownFinding finding)
    {
        var evidence = finding.Evidence;
        return new(
            finding,
            [.. Texts(evidence["needs"]).SelectMany(word => Enum.GetValues<Need>().Where(need => Words.Of(need) == word))],
            [.. Texts(evidence["failed_checks"])],
            (evidence["head_sha"] as JsonValue)?.GetValue<string>());
    }

    private static IEnumerable<string> Texts(JsonNode? list) => list is JsonArray texts ? texts.OfType<JsonValue>().Select(text => text.GetValue<string>()) : [];
}
