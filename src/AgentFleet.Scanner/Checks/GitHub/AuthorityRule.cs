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

    /// <summary>The event by which the label came on the issue, or was taken off; null when the timeline has none.</summary>
    public TimelineEvent? Labeled(IReadOnlyList<TimelineEvent> timeline) => timeline.LastOrDefault(happened =>
        happened.Event.Known is TimelineKind.Labeled or TimelineKind.Unlabeled && string.Equals(happened.Label?.Name, settings.FixLabel, StringComparison.OrdinalIgnoreCase));

    /// <param name="lastEditedAt">Of the issue's text; null when it never was.</param>
    public async Task<Authority> OfAsync(IReadOnlyList<TimelineEvent> timeline, DateTimeOffset? lastEditedAt, CancellationToken ct)
    {
        if (Labeled(timeline) is not { } labeled)
            return new Authority.Refused($"nobody is known to have set {settings.FixLabel} here: take it off and set it anew", null);
        if (labeled.At is not { } at || labeled.Event.Is(TimelineKind.Unlabeled))
            return new Authority.Unknown("it does not say when the label was set");
        if (await RefusalOfAsync(labeled.By, "the label was set by", ct) is { } refusal)
            return refusal is Authority.Refused refused ? refused with { Labeled = labeled } : refusal;
        // A time is a whole second: one that is the same may have been before or after.
        if (timeline.Any(happened => happened.Event.Is(TimelineKind.Renamed) && happened.At >= at))
            return new Authority.Refused(Changed("title", at), labeled);
        if (lastEditedAt >= at)
            return new Authority.Refused(Changed("text", at), labeled);
        return new Authority.Given(labeled);
    }

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
            return settings.Bots.Contains(login, StringComparer.OrdinalIgnoreCase)
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
