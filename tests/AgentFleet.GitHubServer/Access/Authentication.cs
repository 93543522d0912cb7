using AgentFleet.Hub.State;
using AgentFleet.Hub.Wire;
using Microsoft.AspNetCore.Http;

namespace AgentFleet.Hub.Access;

/// <summary>Finds who asks by the <c>Authorization</c> header: <c>Bearer</c> or <c>token</c>.</summary>
internal static class Authentication
{
    public static Answer BadCredentials { get; } = Answer.Error(401, "Bad credentials");

    public static (Caller Caller, Answer? Refusal) Of(HttpRequest request, HubWorld world)
    {
        var header = request.Headers.Authorization.ToString();
        if (header.Length == 0)
            return (Caller.Nobody, null);
        if (header.Split(' ', 2) is not [var scheme, var value] || scheme.ToUpperInvariant() is not ("BEARER" or "TOKEN"))
            return (Caller.Nobody, BadCredentials);
        if (value.Count(c => c == '.') == 2)
            return AppJwt.Check(value, world);
        var token = world.Tokens.FirstOrDefault(t => t.Value == value);
        return token is { Works: true } ? (new(token, null), null) : (Caller.Nobody, BadCredentials);
    }
}
