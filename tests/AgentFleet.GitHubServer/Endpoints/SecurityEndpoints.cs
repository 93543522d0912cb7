using AgentFleet.Hub.Access;
using AgentFleet.Hub.Json;
using AgentFleet.Hub.State;
using AgentFleet.Hub.Wire;

namespace AgentFleet.Hub.Endpoints;

/// <summary>Security alerts. Dependabot's are paged by cursor, those of code scanning by number.</summary>
internal static class SecurityEndpoints
{
    public static IEnumerable<Operation> All { get; } =
    [
        new("GET", "/repos/{owner}/{repo}/dependabot/alerts", Needs.Read("vulnerability_alerts") with { IsConfidential = true }, Dependabot),
        new("GET", "/repos/{owner}/{repo}/code-scanning/alerts", Needs.Read("security_events") with { IsConfidential = true }, CodeScanning),
    ];

    private static Answer Dependabot(Call call) =>
        !call.Repository.Security.DependabotIsOn ? Answer.Error(403, "Dependabot alerts are disabled for this repository.")
        : call.Query.ContainsKey("page") ? Answer.Error(400, "Pagination using the `page` parameter is not supported.")
        : Paging.Cursor(call, Asked(call, call.Repository.Security.Dependabot), a => new Piece(SecurityJson.Dependabot(a)));

    private static Answer CodeScanning(Call call) =>
        !call.Repository.Security.CodeScanningIsOn ? Answer.Error(403, "Code scanning is not enabled for this repository. Please enable code scanning in the repository settings.")
        : !call.Repository.Security.HasAnalysis ? Answer.Error(404, "no analysis found")
        : Paging.List(call, Asked(call, call.Repository.Security.CodeScanning), a => new Piece(SecurityJson.CodeScanning(a)));

    private static List<HubSecurityAlert> Asked(Call call, IEnumerable<HubSecurityAlert> alerts)
    {
        string[]? Values(string name) => call.Query[name].FirstOrDefault()?.Split(',');
        return [.. alerts.Where(a => Values("state")?.Contains(a.State) != false && Values("severity")?.Contains(a.Severity) != false)];
    }
}
