using AgentFleet.Hub.Access;
using AgentFleet.Hub.Json;
using AgentFleet.Hub.State;
using AgentFleet.Hub.Wire;

namespace AgentFleet.Hub.Endpoints;

/// <summary>Pull requests.</summary>
internal static class PullEndpoints
{
    private const string Path = "/repos/{owner}/{repo}/pulls";
    private static readonly Needs Reading = Needs.Read("pull_requests");

    public static IEnumerable<Operation> All { get; } =
    [
        new("GET", Path, Reading, List),
        new("GET", Path + "/{pull_number}", Reading, call => With(call, Get)),
        new("GET", Path + "/{pull_number}/reviews", Reading, call => With(call, p => Reviews(call, p))),
        new("POST", Path, Needs.Write("pull_requests"), Create),
    ];

    private static Answer With(Call call, Func<HubPull, Answer> answer) =>
        call.Repository.Pulls.Find(call.Number("pull_number")) is { Issue.Place: HubIssuePlace.Here } pull ? answer(pull) : Answer.NotFound;

    private static Answer Get(HubPull pull)
    {
        var answer = Answer.Ok(PullJson.Full(pull));
        // The question is what makes GitHub work it out: the next answer knows.
        pull.Ask();
        return answer;
    }

    private static Answer Reviews(Call call, HubPull pull) => Paging.List(
        call,
        pull.Reviews.Where(r => r.State != HubReviewState.Pending || r.Author == call.Caller.User),
        r => new Piece(ReviewJson.Of(r, pull)));

    private static Answer List(Call call)
    {
        string? Asked(string name) => call.Query[name].FirstOrDefault();
        var state = Asked("state") ?? "open";
        if (state is not ("open" or "closed" or "all"))
            return Answer.Invalid("PullRequest", "state", "invalid");
        var pulls = call.Repository.Pulls.All.Where(p =>
            (state == "all" || p.Issue.IsOpen == (state == "open"))
            && (Asked("base") is not { } into || p.BaseBranch == into)
            // Without the owner before a colon, GitHub takes no notice of the parameter.
            && (Asked("head")?.Split(':') is not [var owner, var branch]
                || (owner.Equals(call.Repository.Owner.Login, StringComparison.OrdinalIgnoreCase) && p.HeadBranch == branch)));
        if (Asked("sort") == "updated")
            pulls = pulls.OrderByDescending(p => p.Issue.UpdatedAt).ThenByDescending(p => p.Number);
        var direction = Asked("direction") ?? (Asked("sort") is null or "created" ? "desc" : "asc");
        return Paging.List(call, direction == "asc" ? pulls.Reverse() : pulls, p => p.Piece);
    }

    private static Answer Create(Call call)
    {
        var (title, head, into) = (call.Text("title"), call.Text("head")?.Split(':')[^1], call.Text("base"));
        if (title is null or "" || head is null || into is null)
            return Answer.Invalid("PullRequest", title is null or "" ? "title" : head is null ? "head" : "base", "missing_field");
        var heads = call.Repository.Code.Heads;
        if (!heads.ContainsKey(head) || !heads.ContainsKey(into))
            return Answer.Invalid("PullRequest", heads.ContainsKey(head) ? "base" : "head", "invalid");
        if (heads[head] == heads[into])
            return Answer.Invalid("PullRequest", "head", "custom", $"No commits between {into} and {head}");
        if (call.Repository.Pulls.All.Any(p => p.Issue.IsOpen && p.HeadBranch == head && p.BaseBranch == into))
            return Answer.Invalid("PullRequest", "head", "custom", $"A pull request already exists for {call.Repository.Owner.Login}:{head}.");
        var pull = call.Repository.Pulls.Open(title, head, call.Caller.User, into, call.Text("body"), call.Says("draft"));
        return Answer.Of(201, PullJson.Full(pull));
    }
}
