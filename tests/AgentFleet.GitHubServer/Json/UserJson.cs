using AgentFleet.Hub.State;
using static AgentFleet.Hub.Json.Written;

namespace AgentFleet.Hub.Json;

/// <summary>Users as other answers show them.</summary>
internal static class UserJson
{
    /// <summary>Under this name and id GitHub shows what deleted accounts wrote.</summary>
    private const string Ghost = "ghost";
    private const long GhostId = 10137;

    public static string? Of(HubUser user, string api) => user.Trace switch
    {
        HubUserTrace.Null => null,
        HubUserTrace.Ghost => Of(Ghost, GhostId, "User", api),
        _ => Of(user.Login, user.Id, user.IsBot ? "Bot" : user.IsOrganization ? "Organization" : "User", api),
    };

    public static string Fields(HubUser user, string api) => Fields(user.Login, user.Id, user.IsBot ? "Bot" : "User", api);

    private static string Of(string login, long id, string type, string api) => $"{{{Fields(login, id, type, api)}}}";

    private static string Fields(string login, long id, string type, string api)
    {
        var url = $"{api}/users/{Uri.EscapeDataString(login)}";
        var page = type == "Bot" ? $"https://github.com/apps/{login.Replace("[bot]", "", StringComparison.Ordinal)}" : $"https://github.com/{login}";
        return $$"""
            "login":{{Text(login)}},"id":{{id}},"node_id":{{Node("U", id)}},"avatar_url":"https://avatars.githubusercontent.com/u/{{id}}?v=4","gravatar_id":"","url":"{{url}}","html_url":"{{page}}","followers_url":"{{url}}/followers","following_url":"{{url}}/following{/other_user}","gists_url":"{{url}}/gists{/gist_id}","starred_url":"{{url}}/starred{/owner}{/repo}","subscriptions_url":"{{url}}/subscriptions","organizations_url":"{{url}}/orgs","repos_url":"{{url}}/repos","events_url":"{{url}}/events{/privacy}","received_events_url":"{{url}}/received_events","type":"{{type}}","user_view_type":"public","site_admin":false
            """;
    }
}
