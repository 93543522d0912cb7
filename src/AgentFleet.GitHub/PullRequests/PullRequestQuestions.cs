using System.Globalization;

namespace AgentFleet.GitHub;

/// <remarks>https://docs.github.com/en/rest/pulls/pulls</remarks>
public sealed class PullRequestQuestions(GitHubClient client)
{
    /// <summary>Open ones, oldest first.</summary>
    public Task<Answer<Listing<PullRequest>>> OpenAsync(RepositoryName repository, Asking asking, CancellationToken ct) =>
        ListAsync(Open(repository).With("sort", "created").With("direction", "asc"), asking, ct);

    /// <summary>The open ones that come from a branch of the repository itself.</summary>
    public Task<Answer<Listing<PullRequest>>> FromAsync(RepositoryName repository, string branch, Asking asking, CancellationToken ct) =>
        ListAsync(Open(repository).With("head", $"{repository.Owner}:{branch}"), asking, ct);

    /// <summary>With what GitHub works out, such as whether it can be merged.</summary>
    public Task<Answer<PullRequest>> OneAsync(RepositoryName repository, int number, Asking asking, CancellationToken ct) =>
        client.GetAsync(Endpoint.Of(repository, "pulls", number.ToString(CultureInfo.InvariantCulture)), GitHubJson.Default.PullRequest, asking, ct);

    /// <summary>What was said of it, oldest first.</summary>
    public Task<Answer<Listing<Review>>> ReviewsAsync(RepositoryName repository, int number, Asking asking, CancellationToken ct) =>
        client.ListAsync(
            Endpoint.Of(repository, "pulls", number.ToString(CultureInfo.InvariantCulture), "reviews").Paged(), GitHubJson.Default.IReadOnlyListReview!, asking, ct);

    private Task<Answer<Listing<PullRequest>>> ListAsync(Endpoint endpoint, Asking asking, CancellationToken ct) =>
        client.ListAsync(endpoint.Paged(), GitHubJson.Default.IReadOnlyListPullRequest!, asking, ct);

    private static Endpoint Open(RepositoryName repository) => Endpoint.Of(repository, "pulls").With("state", "open");
}
