using AgentFleet.GitHub;
using AgentFleet.GitHubCli;
using AgentFleet.Scanner.Checks;
using Microsoft.Extensions.DependencyInjection;

namespace AgentFleet.Hosting;

/// <summary>The one connection to GitHub of a service, and what checks may use of it.</summary>
internal static class GitHubParts
{
    public static IServiceCollection AddGitHub(this IServiceCollection services, Func<GitHubOptions?> options) => services
        .AddSingleton(provider => Connect(options, provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new Surroundings(provider.GetRequiredService<GitHubConnection>()));

    public static GitHubConnection Connect(Func<GitHubOptions?> options, TimeProvider clock) => new(options, clock, api => GhToken.Asking(api, clock));
}
