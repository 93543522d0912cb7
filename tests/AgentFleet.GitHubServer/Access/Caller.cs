using AgentFleet.Hub.State;

namespace AgentFleet.Hub.Access;

/// <summary>Who asks: a token, an app by its JWT, or nobody that is known.</summary>
internal sealed record Caller(HubToken? Token, HubApp? App)
{
    public static Caller Nobody { get; } = new(null, null);

    /// <summary>Whose hour of requests is spent: a person's tokens share one, an installation has its own.</summary>
    public string Account => this switch
    {
        { Token.Installation: { } installation } => $"installation {installation.Id}",
        { Token: { } token } => $"user {token.User.Id}",
        { App: { } app } => $"app {app.Id}",
        _ => "nobody",
    };

    public HubUser? User => Token?.User;
}
