using System.Text.Json.Nodes;

namespace AgentFleet.Workflows.Tests.StandIn;

/// <summary>What the stand-in knows, for tests to fill and to look at. Time goes on a second with each change.</summary>
public sealed class Store
{
    public const string Workflow = "github-actions[bot]";
    private DateTimeOffset _now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public List<JsonObject> Issues { get; } = [];

    public Dictionary<int, List<JsonObject>> Comments { get; } = [];

    public Dictionary<int, List<JsonObject>> Events { get; } = [];

    public Dictionary<string, JsonObject> Labels { get; } = new(StringComparer.OrdinalIgnoreCase);

    public List<JsonObject> Runs { get; } = [];

    /// <summary>By run and attempt.</summary>
    public Dictionary<(long, int), List<JsonObject>> Jobs { get; } = [];

    /// <summary>Logins and what they may: <c>admin write read none</c>.</summary>
    public Dictionary<string, string> Permissions { get; } = [];

    public IEnumerable<JsonObject> Open => Issues.Where(issue => (string?)issue["state"] == "open");

    public string Now() => (_now += TimeSpan.FromSeconds(1)).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    public static JsonObject User(string login) => new()
    {
        ["login"] = login,
        ["id"] = login.Sum(c => c) + 1000,
        ["type"] = login.EndsWith("[bot]", StringComparison.Ordinal) ? "Bot" : "User",
    };

    public JsonObject AddIssue(string title, string body, string by, params IEnumerable<string> labels)
    {
        var issue = new JsonObject
        {
            ["number"] = Issues.Count + 1,
            ["title"] = title,
            ["body"] = body,
            ["state"] = "open",
            ["user"] = User(by),
            ["labels"] = new JsonArray([.. labels.Select(label => new JsonObject { ["name"] = label })]),
            ["updated_at"] = Now(),
        };
        Issues.Add(issue);
        return issue;
    }

    public void AddComment(int issue, string body, string by)
    {
        Of(Comments, issue).Add(new() { ["body"] = body, ["user"] = User(by) });
        Issue(issue)["updated_at"] = Now();
    }

    public void AddEvent(int issue, string what, string label, string? by) =>
        Of(Events, issue).Add(new() { ["event"] = what, ["label"] = new JsonObject { ["name"] = label }, ["actor"] = by is null ? null : User(by) });

    public JsonObject Issue(int number) => Issues[number - 1];

    public IEnumerable<string> CommentsOf(int issue) => Of(Comments, issue).Select(comment => (string)comment["body"]!);

    public IEnumerable<string> LabelsOf(int issue) => ((JsonArray)Issue(issue)["labels"]!).Select(label => (string)label!["name"]!);

    internal static List<JsonObject> Of(Dictionary<int, List<JsonObject>> lists, int issue) =>
        lists.TryGetValue(issue, out var list) ? list : lists[issue] = [];
}
