using AgentFleet.Hub.State;
using static AgentFleet.Hub.Json.Written;

namespace AgentFleet.Hub.Wire;

/// <summary>Where something is now: 301 for those who read, 307 for those who write.</summary>
internal static class Redirect
{
    public static Answer To(string url, string method = "GET")
    {
        var (status, message) = method == "GET" ? (301, "Moved Permanently") : (307, "Temporary Redirect");
        return Answer.Of(status, $$"""{"message":"{{message}}","url":{{Text(url)}},"documentation_url":"https://docs.github.com/rest"}""")
            .With("Location", url);
    }

    public static Answer To(HubIssue issue, string below) =>
        To($"{issue.Repository.World.Api}/repositories/{issue.Repository.Id}/issues/{issue.Number}{below}");
}
