using AgentFleet.Hub.Access;
using AgentFleet.Hub.Json;
using AgentFleet.Hub.Wire;

namespace AgentFleet.Hub.Endpoints;

/// <summary>Checks and statuses of a commit, which is named by its sha or by a branch.</summary>
internal static class CommitEndpoints
{
    public static IEnumerable<Operation> All { get; } =
    [
        new("GET", "/repos/{owner}/{repo}/commits/{ref}/check-runs", Needs.Read("checks"), call => With(call, sha => Checks(call, sha))),
        new("GET", "/repos/{owner}/{repo}/commits/{ref}/status", Needs.Read("statuses"), call => With(call, sha => Status(call, sha))),
    ];

    private static Answer With(Call call, Func<string, Answer> answer)
    {
        var asked = call.Arguments["ref"];
        var sha = call.Repository.Code.Heads.GetValueOrDefault(asked) ?? asked;
        return call.Repository.Code.Knows(sha) || call.Repository.Commits.Knows(sha)
            ? answer(sha)
            : Answer.Error(422, $"No commit found for SHA: {asked}");
    }

    private static Answer Checks(Call call, string sha)
    {
        var name = call.Query["check_name"].FirstOrDefault();
        var all = call.Query["filter"] == "all" ? call.Repository.Commits.Checks(sha) : call.Repository.Commits.LatestChecks(sha);
        return Paging.List(call, all.Where(c => name is null || c.Name == name), c => new Piece(CommitJson.Of(c, call.Repository)), "check_runs");
    }

    private static Answer Status(Call call, string sha)
    {
        var (all, size) = (call.Repository.Commits.Statuses(sha), Paging.Size(call.Query));
        var page = all.Skip((Paging.Page(call.Query) - 1) * size).Take(size);
        return Answer.Ok(CommitJson.Combined(sha, all, page, call.Repository));
    }
}
