using System.Text.RegularExpressions;
using AgentFleet.Definitions;

namespace AgentFleet.GitHub;

/// <summary>
/// The <c>github:</c> section of agentfleet.yaml. It is read and checked; nothing asks GitHub yet. The token is a secret,
/// so <see cref="ToString"/> leaves it out.
/// </summary>
public sealed partial record GitHubOptions(Uri Api, string? Token, IReadOnlyList<string> Repos, string FixLabel)
{
    public static GitHubOptions? Read(YamlMap? section, IReadOnlyDictionary<string, string> environment)
    {
        if (section is null)
            return null;
        var api = section.Text("api") ?? "https://api.github.com";
        if (!Uri.TryCreate(api, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            section.Refuse("api", $"{Quoted.Of(api)} is not a web address", "such as \"https://api.github.com\"");
        var repos = section.TextList("repos");
        foreach (var repo in repos.Where(r => !RepositoryName().IsMatch(r)))
            section.Refuse("repos", $"{Quoted.Of(repo)} is not a repository", "write owner/name");
        return new(address ?? new Uri("https://api.github.com"), section.ExpandedText("token", environment), repos, section.Text("fix_label") ?? "agentfleet:fix");
    }

    public override string ToString() => $"{Repos.Count} repositories at {Api}";

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9._-]{1,100}\z")]
    private static partial Regex RepositoryName();
}
