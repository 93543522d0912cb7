using AgentFleet.GitHub;

namespace AgentFleet.GitHubSetup;

/// <summary>What every step of setting up works with.</summary>
internal sealed record SetupWork(GitHubClient Client, GitHubOptions Options, SetupTarget Target, bool IsDry, CancellationToken Cancellation)
{
    /// <summary>A person waits, and may use what is kept in reserve; a longer wait for a limit is told instead.</summary>
    public static Asking Asking { get; } = AgentFleet.GitHub.Asking.AtOnce with { Patience = TimeSpan.FromMinutes(1), Urgent = true };

    public TokenKind Token => TokenKinds.Of(Options.Access, Target.Told);

    public WriteRights Writing { get; } = new(TokenKinds.Of(Options.Access, Target.Told), Target.Told, Target.Repository.Private);

    public SetupRequests Requests { get; } = new(Client);
}
