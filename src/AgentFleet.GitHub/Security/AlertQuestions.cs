using System.Globalization;

namespace AgentFleet.GitHub;

/// <summary>Security alerts. Where a repository has them switched off the answer is denied or missing.</summary>
public sealed class AlertQuestions(GitHubClient client)
{
    /// <remarks>https://docs.github.com/en/rest/dependabot/alerts</remarks>
    public Task<Answer<Listing<DependabotAlert>>> DependabotAsync(RepositoryName repository, Asking asking, CancellationToken ct) =>
        client.ListAsync(
            Endpoint.Of(repository, "dependabot", "alerts").With("state", "open").Paged(numbers: false), GitHubJson.Default.IReadOnlyListDependabotAlert!, asking, ct);

    public Task<Answer<DependabotAlert>> DependabotOneAsync(RepositoryName repository, int number, Asking asking, CancellationToken ct) =>
        client.GetAsync(
            Endpoint.Of(repository, "dependabot", "alerts", number.ToString(CultureInfo.InvariantCulture)), GitHubJson.Default.DependabotAlert, asking, ct);

    /// <summary>Open ones of the default branch.</summary>
    /// <remarks>https://docs.github.com/en/rest/code-scanning/code-scanning</remarks>
    public Task<Answer<Listing<CodeScanningAlert>>> CodeScanningAsync(RepositoryName repository, Asking asking, CancellationToken ct) =>
        client.ListAsync(
            Endpoint.Of(repository, "code-scanning", "alerts").With("state", "open").Paged(), GitHubJson.Default.IReadOnlyListCodeScanningAlert!, asking, ct);

    public Task<Answer<CodeScanningAlert>> CodeScanningOneAsync(RepositoryName repository, int number, Asking asking, CancellationToken ct) =>
        client.GetAsync(
            Endpoint.Of(repository, "code-scanning", "alerts", number.ToString(CultureInfo.InvariantCulture)), GitHubJson.Default.CodeScanningAlert, asking, ct);
}
