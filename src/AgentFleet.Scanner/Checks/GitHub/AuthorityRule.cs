using System.Globalization;
using AgentFleet.GitHub;

namespace AgentFleet.Scanner.Checks.GitHub;

/// <summary>
/// Anybody can open an issue, and its text alone may take over an agent. So the label counts only when whoever set it last
/// has write permission, and when the text that they read is still the same.
/// </summary>
internal sealed class AuthorityRule(GitHubSettings settings, Permissions permissions)
{
    // What accounts that are gone have left is shown as this user's: https://github.com/ghost
    private const long Ghost = 10137;

    /// <summary>The event by which the label came on the issue, or was taken off; null when there is none.</summary>
    public TimelineEvent? Labeled(IReadOnlyList<TimelineEvent> events) => TimelineEvent.NewestOf(events, settings.FixLabel);

    /// <param name="lastEditedAt">Of the issue's text; null when it never was.</param>
    public async Task<Authority> OfAsync(IReadOnlyList<TimelineEvent> events, DateTimeOffset? lastEditedAt, CancellationToken ct)
    {
        if (Labeled(events) is not { } labeled)
            return new Authority.Refused($"nobody is known to have set {settings.FixLabel} here: take it off and set it anew", null);
        if (labeled.At is not { } at || labeled.Event.Is(TimelineKind.Unlabeled))
            return new Authority.Unknown("it does not say when the label was set");
        if (await RefusalOfAsync(labeled, "the label was set by", ct) is { } refusal)
            return Of(labeled, refusal);
        // A time is a whole second: one that is the same may have been before or after.
        if (events.Any(happened => happened.Event.Is(TimelineKind.Renamed) && happened.At >= at))
            return new Authority.Refused(Changed("title", at), labeled);
        if (lastEditedAt >= at)
            return new Authority.Refused(Changed("text", at), labeled);
        // Whoever filed it may close it and open it again, and would have all of it done once more.
        return events.LastOrDefault(happened => happened.Event.Is(TimelineKind.Reopened) && happened.At >= at) is { } reopened
            && await RefusalOfAsync(reopened, "it was reopened by", ct) is { } notTheirs
                ? Of(labeled, notTheirs)
                : new Authority.Given(labeled);
    }

    private static Authority Of(TimelineEvent labeled, Authority refusal) => refusal is Authority.Refused refused ? refused with { Labeled = labeled } : refusal;

    // What an App does in a person's name is not what the person has read.
    private async Task<Authority?> RefusalOfAsync(TimelineEvent happened, string did, CancellationToken ct) =>
        happened is { PerformedViaGithubApp: { } app, By: { } person } && !Writers.IsBot(person) && !IsNamed($"{app.Slug}[bot]")
            ? new Authority.Refused($"{did} the App {app.Slug} in the name of {person.Login}, and \"bots\" does not name {app.Slug}[bot]", null)
            : await RefusalOfAsync(happened.By, did, ct);

    private bool IsNamed(string bot) => settings.Bots.Contains(bot, StringComparer.OrdinalIgnoreCase);

    /// <summary>The text is another one than was approved.</summary>
    public static string Changed(string what, DateTimeOffset? labeledAt) => string.Create(
        CultureInfo.InvariantCulture,
        $"its {what} was changed after the label was set{(labeledAt is null ? "" : $" ({labeledAt:yyyy-MM-dd HH:mm} UTC)")}: read it, take the label off and set it anew");

    /// <summary>Null: they may write, or are a bot that is named.</summary>
    /// <param name="did">What they did, such as <c>the label was set by</c>.</param>
    public async Task<Authority?> RefusalOfAsync(GitHubUser? actor, string did, CancellationToken ct)
    {
        if (actor?.Login is not { Length: > 0 } login || actor.Id == Ghost)
            return new Authority.Refused($"{did} an account that is gone", null);
        if (Writers.IsBot(actor))
        {
            return IsNamed(login)
                ? null
                : new Authority.Refused($"{did} the bot {login}, which \"bots\" does not name", null);
        }
        return await permissions.OfAsync(login, ct) switch
        {
            // The name may have gone to somebody else since.
            Answer<CollaboratorPermission>.Seen { Value: { MayWrite: true, User.Id: var id } } when id == actor.Id => null,
            Answer<CollaboratorPermission>.Seen { Value: { Permission.Known: not null, User: not null } } => new Authority.Refused($"{did} {login}, who may not write here", null),
            // Such as one that was suspended; where permissions may not be asked at all, that is denied.
            Answer<CollaboratorPermission>.Missing => new Authority.Refused($"{did} {login}, whom GitHub does not know here", null),
            Answer<CollaboratorPermission>.Seen => new Authority.Unknown($"the permission of {login}: GitHub does not say"),
            var trouble => new Authority.Unknown($"the permission of {login}: {trouble.Trouble}"),
        };
    }
}
