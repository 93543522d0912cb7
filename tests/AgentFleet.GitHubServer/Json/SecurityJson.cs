using AgentFleet.Hub.State;
using static AgentFleet.Hub.Json.Written;

namespace AgentFleet.Hub.Json;

/// <summary>Security alerts.</summary>
internal static class SecurityJson
{
    private const string Advisory = "GHSA-2345-6789-cfgh";

    public static string Dependabot(HubSecurityAlert alert)
    {
        var package = $$"""{"ecosystem":"nuget","name":{{Text(alert.Subject)}}}""";
        var vulnerability = $$"""
            {"package":{{package}},"severity":"{{alert.Severity}}","vulnerable_version_range":"< 2.0.0","first_patched_version":{"identifier":"2.0.0"} }
            """;
        return $$"""
            {{{State(alert, "dependabot")}},"dependency":{"package":{{package}},"manifest_path":"src/Shop.csproj","scope":"runtime","relationship":"direct"},"security_advisory":{"ghsa_id":"{{Advisory}}","cve_id":null,"summary":{{Text(alert.Summary)}},"description":{{Text(alert.Summary)}},"severity":"{{alert.Severity}}","identifiers":[{"value":"{{Advisory}}","type":"GHSA"}],"references":[{"url":"https://github.com/advisories/{{Advisory}}"}],"published_at":{{Time(alert.CreatedAt)}},"updated_at":{{Time(alert.CreatedAt)}},"withdrawn_at":null,"vulnerabilities":[{{vulnerability}}],"cvss":{"vector_string":null,"score":0},"cwes":[]},"security_vulnerability":{{vulnerability}},"fixed_at":{{Time(alert.FixedAt)}},"dismissed_reason":{{(alert.DismissedAt is null ? "null" : "\"tolerable_risk\"")}},"auto_dismissed_at":{{Time(alert.AutoDismissedAt)}}}
            """;
    }

    public static string CodeScanning(HubSecurityAlert alert) => $$"""
        {{{State(alert, "code-scanning")}},"instances_url":"{{Url(alert, "code-scanning")}}/instances","fixed_at":{{Time(alert.FixedAt)}},"dismissed_reason":{{(alert.DismissedAt is null ? "null" : "\"won't fix\"")}},"rule":{"id":{{Text(alert.Subject)}},"severity":"error","security_severity_level":"{{alert.Severity}}","tags":["security"],"description":{{Text(alert.Summary)}},"name":{{Text(alert.Subject)}}},"tool":{"name":"CodeQL","guid":null,"version":"2.20.0"},"most_recent_instance":{"ref":"refs/heads/{{alert.Repository.DefaultBranch}}","analysis_key":".github/workflows/codeql.yml:analyze","environment":"{}","category":".github/workflows/codeql.yml:analyze","state":"{{alert.State}}","commit_sha":"{{alert.Repository.Code.Head()}}","message":{"text":{{Text(alert.Summary)}}},"location":{"path":"src/Shop.cs","start_line":1,"end_line":1,"start_column":1,"end_column":2},"classifications":[]} }
        """;

    private static string State(HubSecurityAlert alert, string kind) => $$"""
        "number":{{alert.Number}},"state":"{{alert.State}}","url":"{{Url(alert, kind)}}","html_url":"{{alert.Repository.HtmlUrl}}/security/{{kind}}/{{alert.Number}}","created_at":{{Time(alert.CreatedAt)}},"updated_at":{{Time(alert.UpdatedAt)}},"dismissed_at":{{Time(alert.DismissedAt)}},"dismissed_by":{{alert.DismissedBy?.ShownAs ?? "null"}},"dismissed_comment":null
        """;

    private static string Url(HubSecurityAlert alert, string kind) => $"{alert.Repository.Url}/{kind}/alerts/{alert.Number}";
}
