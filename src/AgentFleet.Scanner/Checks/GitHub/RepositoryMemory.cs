using System.Text.Json;
using System.Text.Json.Serialization;

namespace AgentFleet.Scanner.Checks.GitHub;

/// <summary>What is remembered of a repository from look to look. Each part moves on only when all of it was seen.</summary>
internal sealed record RepositoryMemory
{
    public required long Id { get; init; }

    /// <summary>As GitHub called it last.</summary>
    public required string Name { get; init; }

    public required string DefaultBranch { get; init; }

    /// <summary>When everything was looked at, changed or not; null when a part of that was not seen.</summary>
    public DateTimeOffset? FullAt { get; init; }

    /// <summary>When that was last tried.</summary>
    public DateTimeOffset? TriedAt { get; init; }

    /// <summary>How often in a row not all of it was seen.</summary>
    public int Tries { get; init; }

    /// <summary>Why not all was seen then; until it is tried again that holds for every look.</summary>
    public string? Unseen { get; init; }

    public IssueMemory? Issues { get; init; }

    public PullRequestMemory? PullRequests { get; init; }

    public WorkflowMemory? Workflows { get; init; }

    /// <summary>How many there were of each when that was last kept as history.</summary>
    public IReadOnlyDictionary<string, int>? Counts { get; init; }

    /// <summary>Null when there is none, or one of another version: then everything is looked at.</summary>
    public static RepositoryMemory? Parse(string? note)
    {
        try
        {
            return note is null ? null : JsonSerializer.Deserialize(note, MemoryJson.Default.RepositoryMemory);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public override string ToString() => JsonSerializer.Serialize(this, MemoryJson.Default.RepositoryMemory);
}

/// <param name="Since">Everything that changed before this was seen.</param>
/// <param name="ETags">Of the listing since then.</param>
internal sealed record IssueMemory(DateTimeOffset Since, IReadOnlyDictionary<string, string> ETags);

/// <param name="ETags">Of the list of open ones; none when it was not seen whole.</param>
/// <param name="Own">Ours that are open.</param>
internal sealed record PullRequestMemory(IReadOnlyDictionary<string, string> ETags, IReadOnlyList<OwnPullRequest> Own);

/// <param name="HeadSha">Empty for one that was not seen whole yet.</param>
/// <param name="ETags">Of all that was asked about it.</param>
internal sealed record OwnPullRequest(int Number, string HeadSha, IReadOnlyDictionary<string, string> ETags)
{
    /// <summary>From then on it is something else although nothing happened to it, such as stale; null: never.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Something that it may need could not be said yet, such as while checks run.</summary>
    public bool Undecided { get; init; }
}

/// <param name="ETags">Of the newest runs, of the issues that tell of failures, and of those that are asked about apart.</param>
/// <param name="Apart">Failing workflows of which the newest runs say nothing.</param>
/// <param name="Off">Workflows that were switched off or deleted when all of them were looked at.</param>
internal sealed record WorkflowMemory(IReadOnlyDictionary<string, string> ETags, IReadOnlyList<long> Apart, IReadOnlyList<long> Off);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RepositoryMemory))]
[JsonSerializable(typeof(InstallationMemory))]
internal sealed partial class MemoryJson : JsonSerializerContext;
