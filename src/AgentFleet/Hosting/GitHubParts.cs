using AgentFleet.GitHub;
using AgentFleet.Processes;
using AgentFleet.Scanner.Checks;
using Microsoft.Extensions.DependencyInjection;

namespace AgentFleet.Hosting;

/// <summary>The one connection to GitHub of a service, and what checks may use of it.</summary>
internal static class GitHubParts
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static IServiceCollection AddGitHub(this IServiceCollection services, Func<GitHubOptions?> options) => services
        .AddSingleton(provider => Connect(options, provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new Surroundings(provider.GetRequiredService<GitHubConnection>()));

    public static GitHubConnection Connect(Func<GitHubOptions?> options, TimeProvider clock) => new(options, clock, AskGhAsync);

    private static async Task<string?> AskGhAsync(string host, CancellationToken ct) =>
        await Command.RunAsync(new(["gh", "auth", "token", "--hostname", host], Patience), TimeProvider.System, ct) is CommandResult.Exited { Code: 0 } end ? end.Output : null;
}
