using AgentFleet.Hub.Access;
using AgentFleet.Hub.Endpoints;
using AgentFleet.Hub.Faults;
using AgentFleet.Hub.Limits;
using AgentFleet.Hub.State;

namespace AgentFleet.Hub.Wire;

/// <summary>
/// Takes a request through GitHub's order of questions: who asks, are there limits in the way, what is asked, may it be,
/// is it known already. Runs under the world's lock.
/// </summary>
internal sealed class Answering(HubWorld world, PrimaryLimit primary, SecondaryLimits secondary, FaultPlan faults)
{
    private const string RateLimitPath = "/rate_limit";

    public Outcome Answer(Incoming incoming)
    {
        var (caller, refusal) = Authentication.Of(incoming.Request, world);
        // A GraphQL query reads, whatever its method, and has a budget of its own.
        var isQuery = incoming.Path == GraphQlEndpoint.Path;
        var tooMuch = secondary.Begin(caller, isQuery ? "GET" : incoming.Method);
        if (incoming.Request.Headers.UserAgent.Count == 0)
            refusal = Wire.Answer.Error(403, "Request forbidden by administrative rules. Please make sure your request has a User-Agent header");
        var isFree = isQuery || incoming.Path == RateLimitPath;
        refusal ??= tooMuch ?? (isFree ? null : primary.Refusal(caller));
        if (refusal is not null)
            return new(caller, refusal);
        var target = Target.Of(incoming.Method, incoming.Path, world);
        var fault = faults.Next(incoming.Method, Names(incoming, target), Paging.Page(incoming.Request.Query));
        fault?.First?.Invoke();
        var outcome = Replacement(fault) is { } replaced
            ? new Outcome(caller, replaced) { Fault = fault, CostsQuota = replaced.Status is not (401 or 429) && !replaced.Headers.ContainsKey("Retry-After") }
            : Known(incoming, new Outcome(caller, Spoiled(Asked(incoming, target, caller), fault)) { Fault = fault }, target);
        if (outcome.CostsQuota && !isFree)
            primary.Take(caller);
        return outcome with { CostsQuota = outcome.CostsQuota && !isFree };
    }

    private Answer Asked(Incoming incoming, Target target, Caller caller)
    {
        if (incoming.Path == RateLimitPath)
            return Wire.Answer.Ok(PrimaryLimit.Json(primary.Of(caller)));
        if (target.Operation is not { } operation)
            return Wire.Answer.NotFound;
        var call = new Call(world, caller, incoming.Request.Query, incoming.Body)
        {
            Arguments = target.Arguments,
            CanonicalPath = target.CanonicalPath,
        };
        if (!operation.IsOnRepository)
            return operation.Answer(call);
        if (target.Repository is not { } repository || !Rights.CanSee(caller, repository))
            // An app asks by its JWT whether it is installed on a repository that only its installation can see.
            return target.Repository is { } hidden && caller.App is not null && operation.Needs == Needs.Nothing
                ? operation.Answer(call with { Repository = hidden })
                : Wire.Answer.NotFound;
        if (target.IsOldName)
            return Redirect.To(world.Api + target.CanonicalPath + incoming.Query, incoming.Method);
        var answer = Rights.Refusal(caller, repository, operation.Needs) ?? operation.Answer(call with { Repository = repository });
        return operation.Needs.AnyOf.Count == 0 ? answer : answer.With("x-accepted-github-permissions", operation.Needs.ToString());
    }

    /// <summary>A 304 costs nothing of the primary limit when the request was authorized.</summary>
    private static Outcome Known(Incoming incoming, Outcome outcome, Target target)
    {
        if (incoming.Method != "GET" || outcome.Answer.Status != 200)
            return outcome with { CostsQuota = outcome.Answer.Status != 401 };
        var etag = ETag.Of(outcome.Answer, outcome.Caller, target.CanonicalPath, incoming.Query);
        var known = incoming.Request.Headers.IfNoneMatch.ToString();
        return known.Length > 0 && ETag.IsKnown(etag, known)
            ? outcome with { Answer = new Answer(304, []).With("ETag", etag), CostsQuota = outcome.Caller == Caller.Nobody }
            : outcome with { Answer = outcome.Answer.With("ETag", etag), CostsQuota = true };
    }

    private Answer? Replacement(FaultOrder? order) => order?.Fault switch
    {
        GitHubFault.InternalError => Wire.Answer.Error(500, "Server Error"),
        GitHubFault.BadGateway => Page(502, "<html><head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<h1>502 Bad Gateway</h1>\r\n</body></html>"),
        GitHubFault.SomebodyElse => Page(200, "<html>Please accept the terms of this network.</html>"),
        GitHubFault.Unauthorized => Authentication.BadCredentials,
        GitHubFault.Forbidden => Wire.Answer.Error(403, "Resource not accessible by personal access token"),
        GitHubFault.NotFound => Wire.Answer.NotFound,
        GitHubFault.SecondaryLimit => secondary.Refusal(403, order.Time),
        GitHubFault.SecondaryLimitWithoutTime => secondary.Refusal(403, null),
        GitHubFault.TooManyRequests => secondary.Refusal(429, order.Time),
        _ => null,
    };

    private static Answer Spoiled(Answer answer, FaultOrder? order) => order?.Fault switch
    {
        GitHubFault.MissingFields or GitHubFault.UnknownFields or GitHubFault.NullUsers when answer.Status == 200 =>
            answer with { Pieces = [new(Spoiling.Spoil(answer.Body(), order))], Frame = ("", "", "") },
        GitHubFault.WrongContentType => answer with { ContentType = "text/html; charset=utf-8" },
        _ => answer,
    };

    private static Answer Page(int status, string html) => new(status, [new(html)]) { ContentType = "text/html" };

    private static List<string> Names(Incoming incoming, Target target)
    {
        List<string> names = [incoming.Path];
        if (target.Operation is { } operation)
            names.Add(operation.Path);
        if (target.Repository is { } repository)
            names.Add($"/repos/{repository.FullName}{target.Rest}");
        return names;
    }
}
