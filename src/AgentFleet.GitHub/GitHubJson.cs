using System.Text.Json;
using System.Text.Json.Serialization;

namespace AgentFleet.GitHub;

/// <summary>All JSON that goes to GitHub or comes from it. What is unknown is passed over; a missing number that things are known by is an error.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters =
    [
        typeof(WordConverter<UserType>), typeof(WordConverter<PermissionLevel>), typeof(WordConverter<IssueState>), typeof(WordConverter<IssueStateReason>),
        typeof(WordConverter<Association>), typeof(WordConverter<TimelineKind>), typeof(WordConverter<MergeableState>), typeof(WordConverter<ReviewState>),
        typeof(WordConverter<RunStatus>), typeof(WordConverter<Conclusion>), typeof(WordConverter<CommitState>), typeof(WordConverter<WorkflowState>),
        typeof(WordConverter<AlertState>), typeof(WordConverter<AlertSeverity>),
    ])]
[JsonSerializable(typeof(AppClaims))]
[JsonSerializable(typeof(InstallationToken))]
[JsonSerializable(typeof(InstallationTokenRequest))]
[JsonSerializable(typeof(ErrorBody))]
[JsonSerializable(typeof(EditQuery))]
[JsonSerializable(typeof(EditReply))]
[JsonSerializable(typeof(Issue))]
[JsonSerializable(typeof(IReadOnlyList<Issue>))]
[JsonSerializable(typeof(IReadOnlyList<IssueLabel>))]
[JsonSerializable(typeof(IReadOnlyList<TimelineEvent>))]
[JsonSerializable(typeof(PullRequest))]
[JsonSerializable(typeof(IReadOnlyList<PullRequest>))]
[JsonSerializable(typeof(IReadOnlyList<Review>))]
[JsonSerializable(typeof(CheckRuns))]
[JsonSerializable(typeof(CombinedStatus))]
[JsonSerializable(typeof(WorkflowRuns))]
[JsonSerializable(typeof(Workflows))]
[JsonSerializable(typeof(WorkflowJobs))]
[JsonSerializable(typeof(CollaboratorPermission))]
[JsonSerializable(typeof(DependabotAlert))]
[JsonSerializable(typeof(IReadOnlyList<DependabotAlert>))]
[JsonSerializable(typeof(CodeScanningAlert))]
[JsonSerializable(typeof(IReadOnlyList<CodeScanningAlert>))]
[JsonSerializable(typeof(GitHubRepository))]
[JsonSerializable(typeof(InstallationRepositories))]
[JsonSerializable(typeof(FileContent))]
[JsonSerializable(typeof(WrittenContent))]
[JsonSerializable(typeof(GitReference))]
[JsonSerializable(typeof(NewLabel))]
[JsonSerializable(typeof(NewReference))]
[JsonSerializable(typeof(MovedReference))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(NewContent))]
[JsonSerializable(typeof(NewPullRequest))]
internal sealed partial class GitHubJson : JsonSerializerContext;
