using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace AgentFleet.GitHub;

/// <summary>What <c>github setup</c> asks and changes. A change is sent once: whether it arrived is seen by asking.</summary>
public sealed class SetupRequests(GitHubClient client)
{
    /// <remarks>https://docs.github.com/en/rest/repos/contents</remarks>
    public Task<Answer<FileContent>> FileAsync(RepositoryName repository, string path, string branch, Asking asking, CancellationToken ct) =>
        client.GetAsync(Contents(repository, path).With("ref", branch), GitHubJson.Default.FileContent, asking, ct);

    /// <remarks>https://docs.github.com/en/rest/git/refs</remarks>
    public Task<Answer<GitReference>> BranchAsync(RepositoryName repository, string branch, Asking asking, CancellationToken ct) =>
        client.GetAsync(Endpoint.Of(repository, ["git", "ref", "heads", .. branch.Split('/')]), GitHubJson.Default.GitReference, asking, ct);

    public Task<Answer<GitReference>> CreateBranchAsync(RepositoryName repository, string branch, string commit, Asking asking, CancellationToken ct) =>
        SendAsync(HttpMethod.Post, Endpoint.Of(repository, "git", "refs"), new NewReference($"refs/heads/{branch}", commit),
            GitHubJson.Default.NewReference, GitHubJson.Default.GitReference, asking, ct);

    /// <summary>Moves a branch on to a commit that it leads to; what stands on the branch alone is never lost by it.</summary>
    public Task<Answer<GitReference>> MoveBranchAsync(RepositoryName repository, string branch, string commit, Asking asking, CancellationToken ct) =>
        SendAsync(HttpMethod.Patch, Endpoint.Of(repository, ["git", "refs", "heads", .. branch.Split('/')]), new MovedReference(commit, Force: false),
            GitHubJson.Default.MovedReference, GitHubJson.Default.GitReference, asking, ct);

    /// <summary>Writes a file by a commit on a branch.</summary>
    /// <param name="replaces">The hash of the file that is there; null when there is none.</param>
    public async Task<Answer<FileContent>> WriteFileAsync(
        RepositoryName repository, string path, string text, string branch, string message, string? replaces, Asking asking, CancellationToken ct) =>
        await SendAsync(HttpMethod.Put, Contents(repository, path), new NewContent(message, Convert.ToBase64String(Encoding.UTF8.GetBytes(text)), branch, replaces),
            GitHubJson.Default.NewContent, GitHubJson.Default.WrittenContent, asking, ct) switch
        {
            Answer<WrittenContent>.Seen { Value.Content: { } content } => Answer<FileContent>.Of(content),
            Answer<WrittenContent>.Seen => new Answer<FileContent>.Failed("it does not say what it wrote", false),
            var trouble => trouble.As<FileContent>(),
        };

    /// <remarks>https://docs.github.com/en/rest/pulls/pulls</remarks>
    public Task<Answer<PullRequest>> OpenPullRequestAsync(
        RepositoryName repository, string title, string body, string from, string into, Asking asking, CancellationToken ct) =>
        SendAsync(HttpMethod.Post, Endpoint.Of(repository, "pulls"), new NewPullRequest(title, body, from, into),
            GitHubJson.Default.NewPullRequest, GitHubJson.Default.PullRequest, asking, ct);

    /// <param name="color">Six hexadecimal digits.</param>
    /// <remarks>https://docs.github.com/en/rest/issues/labels</remarks>
    public Task<Answer<IssueLabel>> CreateLabelAsync(
        RepositoryName repository, string name, string color, string description, Asking asking, CancellationToken ct) =>
        SendAsync(HttpMethod.Post, Endpoint.Of(repository, "labels"), new NewLabel(name, color, description),
            GitHubJson.Default.NewLabel, GitHubJson.Default.IssueLabel, asking, ct);

    private Task<Answer<T>> SendAsync<TBody, T>(
        HttpMethod method, Endpoint endpoint, TBody body, JsonTypeInfo<TBody> bodyType, JsonTypeInfo<T> type, Asking asking, CancellationToken ct) =>
        client.SendAsync(method, endpoint, JsonSerializer.SerializeToUtf8Bytes(body, bodyType), type, asking, ct);

    private static Endpoint Contents(RepositoryName repository, string path) => Endpoint.Of(repository, ["contents", .. path.Split('/')]);
}
