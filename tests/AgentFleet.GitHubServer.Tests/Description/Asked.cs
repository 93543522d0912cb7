using AgentFleet.Hub.State;

namespace AgentFleet.Hub.Tests.Description;

/// <summary>A question to <see cref="RichWorld"/>, and how it is answered. <c>{sha}</c> and <c>{installation}</c> are filled in.</summary>
internal sealed record Asked(string Operation, string Url, int Status)
{
    private const string Repo = "/repos/{owner}/{repo}";
    private const string Shop = "/repos/acme/shop";

    public object? Body { get; init; }

    /// <summary>Asks by the app's JWT, by one of its tokens, or (the default) by a person's.</summary>
    public string By { get; init; } = "ann";

    /// <summary>Done to the world before.</summary>
    public Action<RichWorld> First { get; init; } = _ => { };

    public static IReadOnlyList<Asked> All { get; } = [.. Seen(), .. Written(), .. OfApps(), .. Refused()];

    public static Asked Of(string operation, string url, int status) =>
        All.First(a => (a.Operation, a.Url, a.Status) == (operation, url, status));

    public async Task<Reply> AskAsync(RichWorld world)
    {
        First(world);
        using var app = new Asking(world.Server, world.Key.Jwt(RichWorld.Now));
        var token = By switch
        {
            "app" => world.Key.Jwt(RichWorld.Now),
            "installation" => (await app.PostAsync($"/app/installations/{world.Installation.Id}/access_tokens", new { })).Json.GetProperty("token").GetString(),
            _ => world.Token.Value,
        };
        using var asking = new Asking(world.Server, token);
        var url = Url
            .Replace("{sha}", world.Pull.HeadSha, StringComparison.Ordinal)
            .Replace("{pull}", $"{world.Pull.Number}", StringComparison.Ordinal)
            .Replace("{installation}", $"{world.Installation.Id}", StringComparison.Ordinal);
        var body = Body is Func<RichWorld, object> made ? made(world) : Body;
        return await asking.SendAsync(new HttpMethod(Operation.Split(' ')[0]), url, body);
    }

    private static IEnumerable<Asked> Seen() =>
    [
        new("GET " + Repo, Shop, 200),
        new($"GET {Repo}/issues", $"{Shop}/issues?state=all", 200),
        new($"GET {Repo}/issues/{{issue_number}}", $"{Shop}/issues/1", 200),
        new($"GET {Repo}/issues/{{issue_number}}", $"{Shop}/issues/{{pull}}", 200),
        new($"GET {Repo}/issues/{{issue_number}}/timeline", $"{Shop}/issues/1/timeline", 200),
        new($"GET {Repo}/issues/{{issue_number}}/timeline", $"{Shop}/issues/{{pull}}/timeline", 200),
        new($"GET {Repo}/issues/{{issue_number}}/timeline", $"{Shop}/issues/4/timeline", 200),
        new($"GET {Repo}/issues/{{issue_number}}/events", $"{Shop}/issues/1/events", 200),
        new($"GET {Repo}/issues/{{issue_number}}/comments", $"{Shop}/issues/1/comments", 200),
        new($"GET {Repo}/issues/{{issue_number}}/labels", $"{Shop}/issues/1/labels", 200),
        new($"GET {Repo}/pulls", $"{Shop}/pulls?state=all", 200),
        new($"GET {Repo}/pulls/{{pull_number}}", $"{Shop}/pulls/{{pull}}", 200),
        new($"GET {Repo}/pulls/{{pull_number}}/reviews", $"{Shop}/pulls/{{pull}}/reviews", 200),
        new($"GET {Repo}/commits/{{ref}}/check-runs", $"{Shop}/commits/{{sha}}/check-runs", 200),
        new($"GET {Repo}/commits/{{ref}}/status", $"{Shop}/commits/{{sha}}/status", 200),
        new($"GET {Repo}/actions/workflows", $"{Shop}/actions/workflows", 200),
        new($"GET {Repo}/actions/workflows/{{workflow_id}}/runs", $"{Shop}/actions/workflows/build.yml/runs", 200),
        new($"GET {Repo}/actions/runs", $"{Shop}/actions/runs", 200),
        new($"GET {Repo}/collaborators/{{username}}/permission", $"{Shop}/collaborators/ann/permission", 200),
        new($"GET {Repo}/collaborators/{{username}}/permission", $"{Shop}/collaborators/stranger/permission", 200),
        new($"GET {Repo}/dependabot/alerts", $"{Shop}/dependabot/alerts", 200),
        new($"GET {Repo}/dependabot/alerts/{{alert_number}}", $"{Shop}/dependabot/alerts/1", 200),
        new($"GET {Repo}/dependabot/alerts/{{alert_number}}", $"{Shop}/dependabot/alerts/3", 200),
        new($"GET {Repo}/code-scanning/alerts", $"{Shop}/code-scanning/alerts", 200),
        new($"GET {Repo}/code-scanning/alerts/{{alert_number}}", $"{Shop}/code-scanning/alerts/1", 200),
        new($"GET {Repo}/labels", $"{Shop}/labels", 200),
        new($"GET {Repo}/labels/{{name}}", $"{Shop}/labels/agentfleet:fix", 200),
        new($"GET {Repo}/contents/{{path}}", $"{Shop}/contents/README.md", 200),
        new($"GET {Repo}/contents/{{path}}", $"{Shop}/contents/", 200),
        new($"GET {Repo}/branches", $"{Shop}/branches", 200),
        new($"GET {Repo}/branches/{{branch}}", $"{Shop}/branches/main", 200),
        new($"GET {Repo}/git/ref/{{ref}}", $"{Shop}/git/ref/heads/main", 200),
        new("GET /rate_limit", "/rate_limit", 200),
        new("GET /user", "/user", 200),
    ];

    private static IEnumerable<Asked> Written() =>
    [
        new($"POST {Repo}/labels", $"{Shop}/labels", 201) { Body = new { name = "agentfleet:queued", color = "0e8a16", description = "Waits" } },
        new($"POST {Repo}/issues", $"{Shop}/issues", 201) { Body = new { title = "Workflow failure: Build", labels = new[] { "workflow-failure" } } },
        new($"PATCH {Repo}/issues/{{issue_number}}", $"{Shop}/issues/1", 200) { Body = new { state = "closed", title = "New" } },
        new($"POST {Repo}/issues/{{issue_number}}/comments", $"{Shop}/issues/1/comments", 201) { Body = new { body = "Seen" } },
        new($"POST {Repo}/issues/{{issue_number}}/labels", $"{Shop}/issues/1/labels", 200) { Body = new { labels = new[] { "p0" } } },
        new($"DELETE {Repo}/issues/{{issue_number}}/labels/{{name}}", $"{Shop}/issues/1/labels/agentfleet:fix", 200),
        new($"PUT {Repo}/contents/{{path}}", $"{Shop}/contents/docs/new.md", 201) { Body = new { message = "Add", content = "bmV3", branch = "mend" } },
        new($"POST {Repo}/git/refs", $"{Shop}/git/refs", 201) { Body = (RichWorld w) => (object)new { @ref = "refs/heads/setup", sha = w.Pull.HeadSha } },
        new($"PATCH {Repo}/git/refs/{{ref}}", $"{Shop}/git/refs/heads/mend", 200) { Body = (RichWorld w) => (object)new { sha = w.Pull.HeadSha } },
        new($"POST {Repo}/pulls", $"{Shop}/pulls", 201) { First = w => w.Shop.Code.Commit("setup"), Body = new { title = "Set up", head = "setup", @base = "main" } },
    ];

    private static IEnumerable<Asked> OfApps() =>
    [
        new("GET /app", "/app", 200) { By = "app" },
        new("GET /app/installations", "/app/installations", 200) { By = "app" },
        new("GET /app/installations/{installation_id}", "/app/installations/{installation}", 200) { By = "app" },
        new($"GET {Repo}/installation", $"{Shop}/installation", 200) { By = "app" },
        new("POST /app/installations/{installation_id}/access_tokens", "/app/installations/{installation}/access_tokens", 201) { By = "app", Body = new { } },
        new("GET /installation/repositories", "/installation/repositories", 200) { By = "installation" },
        new("POST /app/installations/{installation_id}/access_tokens", "/app/installations/7/access_tokens", 404) { By = "app", Body = new { } },
        new("POST /app/installations/{installation_id}/access_tokens", "/app/installations/{installation}/access_tokens", 401) { Body = new { } },
        new("GET /user", "/user", 403) { By = "installation" },
    ];

    private static IEnumerable<Asked> Refused() =>
    [
        new("GET " + Repo, "/repos/acme/nothing", 404),
        new("GET " + Repo, "/repos/acme/old", 301) { First = w => w.Server.World.AddRepository("acme/old").Rename("new") },
        new("GET " + Repo, Shop, 401) { First = w => w.Token.Revoke() },
        new($"GET {Repo}/issues", $"{Shop}/issues?state=some", 422),
        new($"GET {Repo}/issues/{{issue_number}}", $"{Shop}/issues/999", 404),
        new($"GET {Repo}/issues/{{issue_number}}", $"{Shop}/issues/5", 410),
        new($"GET {Repo}/issues/{{issue_number}}", $"{Shop}/issues/6", 301),
        new($"GET {Repo}/issues/{{issue_number}}/timeline", $"{Shop}/issues/5/timeline", 410),
        new($"GET {Repo}/pulls", $"{Shop}/pulls?state=some", 422),
        new($"GET {Repo}/pulls/{{pull_number}}", $"{Shop}/pulls/1", 404),
        new($"GET {Repo}/collaborators/{{username}}/permission", $"{Shop}/collaborators/nobody/permission", 404),
        new($"GET {Repo}/dependabot/alerts", $"{Shop}/dependabot/alerts", 403) { First = w => w.Shop.Security.DependabotIsOn = false },
        new($"GET {Repo}/dependabot/alerts/{{alert_number}}", $"{Shop}/dependabot/alerts/9", 404),
        new($"GET {Repo}/code-scanning/alerts/{{alert_number}}", $"{Shop}/code-scanning/alerts/9", 404),
        new($"GET {Repo}/code-scanning/alerts", $"{Shop}/code-scanning/alerts", 403) { First = w => w.Shop.Grant(w.Ann, HubPermission.Read) },
        new($"GET {Repo}/commits/{{ref}}/status", $"{Shop}/commits/abc/status", 422),
        new($"POST {Repo}/labels", $"{Shop}/labels", 422) { Body = new { name = "AgentFleet:Fix" } },
        new($"POST {Repo}/pulls", $"{Shop}/pulls", 422) { Body = new { title = "Again", head = "mend", @base = "main" } },
        new($"POST {Repo}/git/refs", $"{Shop}/git/refs", 422) { Body = new { @ref = "refs/heads/main", sha = "none" } },
        new($"PATCH {Repo}/git/refs/{{ref}}", $"{Shop}/git/refs/heads/none", 422) { Body = (RichWorld w) => (object)new { sha = w.Pull.HeadSha } },
        new($"PUT {Repo}/contents/{{path}}", $"{Shop}/contents/README.md", 409) { Body = new { message = "Change", content = "bmV3", sha = "none" } },
    ];
}
