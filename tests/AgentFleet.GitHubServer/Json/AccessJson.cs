using AgentFleet.Hub.State;
using static AgentFleet.Hub.Json.Written;

namespace AgentFleet.Hub.Json;

/// <summary>Who may do what: users about themselves, collaborators, installations and their tokens.</summary>
internal static class AccessJson
{
    /// <summary>What <c>GET /user</c> says of the token's own user.</summary>
    public static string Self(HubUser user, string api, DateTimeOffset since) => $$"""
        {{{UserJson.Fields(user, api).Replace("\"user_view_type\":\"public\"", "\"user_view_type\":\"private\"", StringComparison.Ordinal)}},"name":null,"company":null,"blog":"","location":null,"email":null,"notification_email":null,"hireable":null,"bio":null,"twitter_username":null,"public_repos":1,"public_gists":0,"followers":0,"following":0,"created_at":{{Time(since)}},"updated_at":{{Time(since)}},"private_gists":0,"total_private_repos":0,"owned_private_repos":0,"disk_usage":0,"collaborators":0,"two_factor_authentication":true,"plan":{"name":"free","space":976562499,"collaborators":0,"private_repos":10000} }
        """;

    /// <summary>The old names know less: maintain is write there, and triage is read.</summary>
    public static string Collaborator(HubUser user, HubPermission held, string api)
    {
        var legacy = held switch
        {
            HubPermission.Admin => "admin",
            HubPermission.Maintain or HubPermission.Write => "write",
            HubPermission.Triage or HubPermission.Read => "read",
            _ => "none",
        };
        var role = held.ToString().ToLowerInvariant();
        return $$"""
            {"permission":"{{legacy}}","user":{{{UserJson.Fields(user, api)}},"permissions":{{RepositoryJson.Permissions(held)}},"role_name":"{{role}}"},"role_name":"{{role}}"}
            """;
    }

    public static string Token(HubToken token, IReadOnlyList<HubRepository>? only) => $$"""
        {"token":"{{token.Value}}","expires_at":{{Time(token.ExpiresAt)}},"permissions":{{Permissions(token.Permissions)}},"repository_selection":"{{(only is null ? "all" : "selected")}}"{{Repositories(only)}}}
        """;

    public static string Installation(HubInstallation installation, string api) => $$"""
        {"id":{{installation.Id}},"account":{{installation.Account.ShownAs ?? "null"}},"repository_selection":"{{(installation.Selects ? "selected" : "all")}}","access_tokens_url":"{{api}}/app/installations/{{installation.Id}}/access_tokens","repositories_url":"{{api}}/installation/repositories","html_url":"https://github.com/settings/installations/{{installation.Id}}","app_id":{{installation.App.Id}},"app_slug":"{{installation.App.Slug}}","target_id":{{installation.Account.Id}},"target_type":"User","permissions":{{Permissions(installation.Permissions)}},"events":[],"created_at":{{Time(installation.CreatedAt)}},"updated_at":{{Time(installation.CreatedAt)}},"single_file_name":null,"has_multiple_single_files":false,"single_file_paths":[],"suspended_by":null,"suspended_at":null}
        """;

    public static string App(HubApp app) => $$"""
        {"id":{{app.Id}},"client_id":"{{app.ClientId}}","slug":"{{app.Slug}}","node_id":{{Node("A", app.Id)}},"owner":{{app.Bot.ShownAs ?? "null"}},"name":{{Text(app.Slug)}},"description":null,"external_url":"https://example.com","html_url":"https://github.com/apps/{{app.Slug}}","created_at":{{Time(app.CreatedAt)}},"updated_at":{{Time(app.CreatedAt)}},"permissions":{"metadata":"read"},"events":[],"installations_count":{{app.Installations.Count}}}
        """;

    private static string Permissions(IReadOnlyDictionary<string, string> permissions) =>
        $"{{{string.Join(',', permissions.Select(p => $"{Text(p.Key)}:{Text(p.Value)}"))}}}";

    private static string Repositories(IReadOnlyList<HubRepository>? only) =>
        only is null ? "" : $",\"repositories\":{List(only.Select(r => RepositoryJson.Listed(r)))}";
}
