using AgentFleet.GitHub;

namespace AgentFleet.Scanner.Checks.GitHub;

/// <summary>Which repositories are looked at: those of the definition, those of the configuration, or all of an App's installation.</summary>
internal sealed class WatchedRepositories(GitHubSite site, GitHubSettings settings)
{
    public abstract record Chosen
    {
        public sealed record These(IReadOnlyList<RepositoryName> Names) : Chosen;

        public sealed record Unknown(string Reason) : Chosen;
    }

    public async Task<Chosen> ChooseAsync(LookContext context, CancellationToken ct)
    {
        if (settings.Repos.Count > 0)
            return new Chosen.These(settings.Repos);
        if (site.Options.Repos.Count > 0)
            return new Chosen.These(site.Options.Repos);
        var answer = await new RepositoryQuestions(site.Client).OfInstallationAsync(Asking.AtOnce with { Patience = TimeSpan.FromSeconds(5) }, ct);
        if (answer is not Answer<Listing<GitHubRepository>>.Seen { Value: var listing })
            return new Chosen.Unknown($"the installation's repositories: {answer.Trouble}");
        if (listing.Incomplete is { } why)
            return new Chosen.Unknown($"the installation's repositories: {why}");
        return new Chosen.These([.. listing.Items.Where(one => one is { Archived: false, Disabled: false })
            .Select(one => RepositoryName.TryParse(one.FullName, out var name) ? name : (RepositoryName?)null).OfType<RepositoryName>().Distinct()]);
    }
}
