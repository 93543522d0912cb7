namespace AgentFleet.GitHub;

internal sealed record NewLabel(string Name, string Color, string Description);

internal sealed record NewReference(string Ref, string Sha);

internal sealed record MovedReference(string Sha, bool Force);

/// <param name="Content">In base64.</param>
/// <param name="Sha">Of the file that is replaced; null for a new one.</param>
internal sealed record NewContent(string Message, string Content, string Branch, string? Sha);

internal sealed record NewPullRequest(string Title, string Body, string Head, string Base);

internal sealed record WrittenContent(FileContent? Content);
