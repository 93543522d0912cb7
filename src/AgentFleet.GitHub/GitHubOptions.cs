using AgentFleet.Definitions;

namespace AgentFleet.GitHub;

/// <summary>
/// The <c>github:</c> section of agentfleet.yaml. Its secrets print as <c>***</c>, and <see cref="ToString"/> leaves them out.
/// </summary>
/// <param name="Api">Ends with a slash.</param>
/// <param name="Repos">Each once; none with an App: all of its installation.</param>
/// <param name="FixLabel">The label that asks for a fix.</param>
public sealed record GitHubOptions(Uri Api, GitHubAccess Access, IReadOnlyList<RepositoryName> Repos, string FixLabel)
{
    private const string DefaultApi = "https://api.github.com/";
    private const string DefaultLabel = "agentfleet:fix";
    private const int LongestLabel = 50;

    /// <summary>Where GitHub's deliveries are taken; null: nowhere.</summary>
    public WebhookOptions? Webhook { get; init; }

    /// <summary>Null when there is no section.</summary>
    public static GitHubOptions? Read(YamlMap? section, IReadOnlyDictionary<string, string> environment)
    {
        if (section is null)
            return null;
        var api = ReadApi(section, environment);
        var access = GitHubAccessReader.Read(section, environment);
        return new(api, access, ReadRepos(section, access), ReadLabel(section)) { Webhook = WebhookOptions.Read(section.Map("webhook"), environment) };
    }

    public override string ToString() => Repos.Count > 0 ? $"{Repos.Count} repositories at {Api}" : $"the repositories of an App's installation at {Api}";

    private static Uri ReadApi(YamlMap section, IReadOnlyDictionary<string, string> environment)
    {
        var text = section.Has("api") ? section.ExpandedText("api", environment) : null;
        if (text is null)
            return new(DefaultApi);
        var known = Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var api) && api.Scheme is "http" or "https" && api!.Host.Length > 0;
        var (message, suggestion) = (known, api) switch
        {
            (false, _) or (_, null) => ($"{Quoted.Of(text)} is not a web address", "such as \"https://api.github.com\""),
            (_, { UserInfo.Length: > 0 }) => ("\"api\" must hold no user or password", "put an access token under \"token\""),
            (_, { Query.Length: > 0 } or { Fragment.Length: > 0 }) => ("\"api\" must be the address alone, without ? or #", null),
            (_, { Scheme: "http", IsLoopback: false }) => ("the token would cross the network for everybody to read", "begin \"api\" with \"https://\""),
            (_, { Host: "github.com" or "www.github.com" }) => ("that is where people look, not where programs ask", "write \"https://api.github.com\", or leave \"api\" out"),
            _ => ((string?)null, (string?)null),
        };
        if (message is null)
            return api!;
        section.Refuse("api", message, suggestion);
        return new(DefaultApi);
    }

    private static List<RepositoryName> ReadRepos(YamlMap section, GitHubAccess access)
    {
        var app = access as GitHubAccess.App;
        if (app is null && !section.Has("repos"))
            section.Refuse("repos", "the key \"repos\" is missing", "list them, such as [acme/shop]; only an App knows its repositories itself");
        var written = section.TextList("repos");
        if (app is null && written.Count == 0 && section.Has("repos"))
            section.Refuse("repos", "\"repos\" lists nothing", "write owner/name, such as [acme/shop]");
        foreach (var text in written.Where(text => !RepositoryName.TryParse(text, out _)))
            section.Refuse("repos", $"{Quoted.Of(text)} is not a repository", Suggestion(text));
        var repos = written.Where(text => RepositoryName.TryParse(text, out _)).Select(RepositoryName.Parse).Distinct().ToList();
        if (app is not null && repos.Select(repo => repo.Owner).Distinct(StringComparer.OrdinalIgnoreCase).Take(2).ToList() is [var one, var other])
            section.Refuse("repos", $"{one} and {other} are two accounts, and an installation of an App belongs to one");
        return repos;
    }

    // People paste what the browser shows.
    private static string Suggestion(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.AbsolutePath.Split('/') is ["", var owner, var name, ..]
        && RepositoryName.TryParse($"{owner}/{(name.EndsWith(".git", StringComparison.Ordinal) ? name[..^4] : name)}", out var repository)
            ? $"did you mean {Quoted.Of(repository.ToString())}?"
            : "write owner/name";

    private static string ReadLabel(YamlMap section)
    {
        var label = section.Text("fix_label") ?? DefaultLabel;
        if (label.Trim().Length is 0 or > LongestLabel)
            section.Refuse("fix_label", $"\"fix_label\" must be a text of 1 to {LongestLabel} characters");
        else if (label.Contains(',', StringComparison.Ordinal))
            section.Refuse("fix_label", "\"fix_label\" must hold no comma: GitHub takes what stands on either side of one for two labels");
        return label;
    }
}
