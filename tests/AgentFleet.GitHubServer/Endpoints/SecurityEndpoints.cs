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
        new("GET", "/repos/{owner}/{repo}/dependabot/alerts/{alert_number}", Needs.Read("vulnerability_alerts") with { IsConfidential = true }, OneOfDependabot),
        new("GET", "/repos/{owner}/{repo}/code-scanning/alerts", Needs.Read("security_events") with { IsConfidential = true }, CodeScanning),
        new("GET", "/repos/{owner}/{repo}/code-scanning/alerts/{alert_number}", Needs.Read("security_events") with { IsConfidential = true }, OneOfCodeScanning),
    ];

    private static Answer Dependabot(Call call) =>
        !call.Repository.Security.DependabotIsOn ? DependabotIsOff()
        : call.Query.ContainsKey("page") ? Answer.Error(400, "Pagination using the `page` parameter is not supported.")
        : Paging.Cursor(call, Asked(call, call.Repository.Security.Dependabot), a => new Piece(SecurityJson.Dependabot(a)));

    private static Answer CodeScanning(Call call) =>
        !call.Repository.Security.CodeScanningIsOn ? CodeScanningIsOff()
        : !call.Repository.Security.HasAnalysis ? Answer.Error(404, "no analysis found")
        : Paging.List(call, Asked(call, call.Repository.Security.CodeScanning), a => new Piece(SecurityJson.CodeScanning(a)));

    private static Answer OneOfDependabot(Call call) => !call.Repository.Security.DependabotIsOn ? DependabotIsOff()
        : Find(call, call.Repository.Security.Dependabot) is { } alert ? Answer.Ok(SecurityJson.Dependabot(alert))
        : Answer.NotFound;

    private static Answer OneOfCodeScanning(Call call) => !call.Repository.Security.CodeScanningIsOn ? CodeScanningIsOff()
        : Find(call, call.Repository.Security.CodeScanning) is { } alert ? Answer.Ok(SecurityJson.CodeScanning(alert))
        : Answer.NotFound;

    private static HubSecurityAlert? Find(Call call, IEnumerable<HubSecurityAlert> alerts) => alerts.FirstOrDefault(alert => alert.Number == call.Number("alert_number"));

    private static Answer DependabotIsOff() => Answer.Error(403, "Dependabot alerts are disabled for this repository.");

    private static Answer CodeScanningIsOff() =>
        Answer.Error(403, "Code scanning is not enabled for this repository. Please enable code scanning in the repository settings.");

    private static List<HubSecurityAlert> Asked(Call call, IEnumerable<HubSecurityAlert> alerts)
    {
        string[]? Values(string name) => call.Query[name].FirstOrDefault()?.Split(',');
        return [.. alerts.Where(a => Values("state")?.Contains(a.State) != false && Values("severity")?.Contains(a.Severity) != false)];
    }
}
