using AgentFleet.Processes;

namespace AgentFleet.GitHubCli;

/// <summary>
/// Asks the gh CLI for its token. The token comes by gh's standard output and goes nowhere else; gh itself gets only what
/// it needs to find its own files and keyring.
/// </summary>
internal static class GhToken
{
    private const string EnterpriseCloud = ".ghe.com";

    // The client gives up sooner; this is for a gh that does not end when it is asked to.
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);

    // Where gh keeps what it knows: https://cli.github.com/manual/gh_help_environment
    private static readonly string[] Passed = ["GH_CONFIG_DIR", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS"];

    /// <param name="api">Where the token is for.</param>
    /// <returns>A function that gives null when gh is not there, or has none.</returns>
    public static Func<CancellationToken, Task<string?>> Asking(Uri api, TimeProvider clock) => async ct =>
    {
        var spec = new CommandSpec(Argv(api), Timeout) { Environment = BaseEnvironment.FromThisProcess(Passed) };
        return await Command.RunAsync(spec, clock, ct) is CommandResult.Exited { Code: 0, Truncated: false, Output: var token } ? token : null;
    };

    /// <summary>What gh calls the place that the API belongs to; null for github.com, which its other commands need not be told.</summary>
    /// <remarks>https://docs.github.com/en/enterprise-cloud@latest/admin/data-residency/about-github-enterprise-cloud-with-data-residency</remarks>
    public static string? HostOf(Uri api) => api.IdnHost switch
    {
        "api.github.com" => null,
        ['a', 'p', 'i', '.', .. var host] when host.EndsWith(EnterpriseCloud, StringComparison.Ordinal) => host,
        var host => host,
    };

    // Left to itself gh gives the token of the only place that it knows, whichever that is.
    internal static IReadOnlyList<string> Argv(Uri api) => ["gh", "auth", "token", "--hostname", HostOf(api) ?? "github.com"];
}
