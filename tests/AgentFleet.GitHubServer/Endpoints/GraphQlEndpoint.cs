using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using AgentFleet.Hub.Access;
using AgentFleet.Hub.State;
using AgentFleet.Hub.Wire;
using static AgentFleet.Hub.Json.Written;

namespace AgentFleet.Hub.Endpoints;

/// <summary>
/// Of the GraphQL API the one thing that REST does not tell: when the text of an issue was edited last. It understands
/// aliased <c>issue(number: N) { lastEditedAt }</c> of one repository that two variables name, beside the repository's
/// <c>databaseId</c>, and no other query.
/// </summary>
/// <remarks>https://docs.github.com/en/graphql/reference/objects#issue</remarks>
internal static partial class GraphQlEndpoint
{
    /// <summary>Not part of the published description of the REST API.</summary>
    public const string Path = "/graphql";

    public static IEnumerable<Operation> All { get; } = [new("POST", Path, Needs.Nothing, Ask)];

    private static Answer Ask(Call call)
    {
        if (call.Caller == Caller.Nobody)
            return Answer.Error(401, "This endpoint requires you to be authenticated.");
        if (call.Text("query") is not { } query || !Form().IsMatch(query) || Variable(call, "owner") is not { } owner || Variable(call, "name") is not { } name)
            return Answer.Ok("""{"errors":[{"message":"this server understands no such query"}]}""");
        if (call.World.Repository($"{owner}/{name}") is not { } repository || !Rights.CanSee(call.Caller, repository))
            return Answer.Ok($$"""{"data":{"repository":null,"issues":null},"errors":[{"type":"NOT_FOUND","path":["repository"],"message":{{Text($"Could not resolve to a Repository with the name '{owner}/{name}'.")}}}]}""");
        var asked = Field().Matches(query).Select(match => (Alias: match.Groups[1].Value, Issue: Find(repository, match.Groups[2].Value))).ToList();
        var fields = string.Join(',', asked.Select(one => $"{Text(one.Alias)}:{(one.Issue is null ? "null" : $$"""{"lastEditedAt":{{Time(one.Issue.LastEditedAt)}}}""")}"));
        var errors = string.Join(',', asked.Where(one => one.Issue is null).Select(one =>
            $$"""{"type":"NOT_FOUND","path":["issues",{{Text(one.Alias)}}],"message":"Could not resolve to an Issue with that number."}"""));
        return Answer.Ok("{\"data\":{\"repository\":{\"databaseId\":" + Number(repository.Id) + "},\"issues\":{" + fields + "}}" + (errors.Length > 0 ? ",\"errors\":[" + errors + "]" : "") + "}");
    }

    private static string Number(long id) => id.ToString(CultureInfo.InvariantCulture);

    private static HubIssue? Find(HubRepository repository, string number) =>
        repository.Issues.Find(int.Parse(number, CultureInfo.InvariantCulture)) is { Pull: null, Place: HubIssuePlace.Here } issue ? issue : null;

    private static string? Variable(Call call, string name) =>
        call.Body.TryGetProperty("variables", out var variables) && variables.ValueKind == JsonValueKind.Object && variables.TryGetProperty(name, out var value) ? value.GetString() : null;

    [GeneratedRegex(@"^query\(\$owner: String!, \$name: String!\) \{ repository\(owner: \$owner, name: \$name\) \{ databaseId \} issues: repository\(owner: \$owner, name: \$name\) \{( i\d{1,9}: issue\(number: \d{1,9}\) \{ lastEditedAt \})+ \} \}$")]
    private static partial Regex Form();

    [GeneratedRegex(@"(i\d{1,9}): issue\(number: (\d{1,9})\)")]
    private static partial Regex Field();
}
