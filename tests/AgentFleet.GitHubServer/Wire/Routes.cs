using AgentFleet.Hub.Endpoints;

namespace AgentFleet.Hub.Wire;

/// <summary>Every operation that the server knows.</summary>
internal static class Routes
{
    public static IReadOnlyList<Operation> All { get; } =
    [
        .. RepositoryEndpoints.All, .. LabelEndpoints.All, .. IssueEndpoints.All, .. IssueWriting.All, .. PullEndpoints.All,
        .. CommitEndpoints.All, .. ActionsEndpoints.All, .. SecurityEndpoints.All, .. CodeEndpoints.All, .. CodeWriting.All,
        .. UserEndpoints.All, .. AppEndpoints.All, .. GraphQlEndpoint.All,
    ];
}
