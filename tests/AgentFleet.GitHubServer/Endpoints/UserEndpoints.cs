using AgentFleet.Hub.Access;
using AgentFleet.Hub.Json;
using AgentFleet.Hub.State;
using AgentFleet.Hub.Wire;

namespace AgentFleet.Hub.Endpoints;

/// <summary>Whom a token speaks for, and what is left of its hour.</summary>
internal static class UserEndpoints
{
    private static readonly DateTimeOffset Long = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static IEnumerable<Operation> All { get; } =
    [
        new("GET", "/user", Needs.Nothing, Self),
        // Answered before limits are counted, so that a spent one can be asked for.
        new("GET", "/rate_limit", Needs.Nothing, _ => Answer.NotFound),
    ];

    private static Answer Self(Call call) => call.Caller.Token switch
    {
        null => Answer.Error(401, "Requires authentication"),
        { Kind: HubTokenKind.Installation } => Answer.Error(403, "Resource not accessible by integration"),
        var token => Answer.Ok(AccessJson.Self(token.User, call.World.Api, Long)),
    };
}
