namespace AgentFleet.GitHub;

/// <summary>Something that happened to an issue. Which of the parts are there depends on what it is.</summary>
public sealed record TimelineEvent
{
    public long? Id { get; init; }

    public Word<TimelineKind> Event { get; init; }

    /// <summary>Null when the account was deleted.</summary>
    public GitHubUser? Actor { get; init; }

    /// <summary>Who wrote a comment or a review.</summary>
    public GitHubUser? User { get; init; }

    /// <summary>The App that did it in the actor's name; null when they did it themselves.</summary>
    public ActingApp? PerformedViaGithubApp { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Of a review.</summary>
    public DateTimeOffset? SubmittedAt { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }

    public IssueLabel? Label { get; init; }

    public TitleChange? Rename { get; init; }

    /// <summary>Of a comment or a review.</summary>
    public string? Body { get; init; }

    public Word<Association> AuthorAssociation { get; init; }

    public string? CommitId { get; init; }

    public GitHubUser? By => Actor ?? User;

    public DateTimeOffset? At => CreatedAt ?? SubmittedAt;

    /// <summary>The one by which a label came on the issue, or was taken off, last; null when there is none.</summary>
    public static TimelineEvent? NewestOf(IReadOnlyList<TimelineEvent> events, string label) => events.LastOrDefault(happened =>
        happened.Event.Known is TimelineKind.Labeled or TimelineKind.Unlabeled && string.Equals(happened.Label?.Name, label, StringComparison.OrdinalIgnoreCase));
}

public sealed record ActingApp
{
    public string? Slug { get; init; }
}

public sealed record TitleChange
{
    public string? From { get; init; }

    public string? To { get; init; }
}
