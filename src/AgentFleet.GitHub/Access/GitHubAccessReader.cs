using System.Globalization;
using System.Text.RegularExpressions;
using AgentFleet.Definitions;

namespace AgentFleet.GitHub;

/// <summary>
/// Reads <c>token</c> (<c>$NAME</c>, <c>gh</c>, <c>{ file }</c>, or an App <c>{ id, installation, key_file }</c>), or the App
/// under <c>app</c>. Values stay out of the messages: they may come from the environment.
/// </summary>
internal static partial class GitHubAccessReader
{
    private const string Forms = "write $NAME, gh, { file: PATH } or { id: …, installation: …, key_file: PATH }";

    public static GitHubAccess Read(YamlMap section, IReadOnlyDictionary<string, string> environment)
    {
        var app = section.Map("app");
        if (app is not null && section.Has("token"))
            section.Refuse("app", "\"app\" and \"token\" both say where tokens come from", "leave one of them out");
        if (app is not null)
            return ReadApp(app, environment);
        if (section.IsMap("token"))
            return ReadMap(section, section.Map("token")!, environment);
        return section.ExpandedText("token", environment) is { } text ? ReadText(section, text) : new GitHubAccess.Anonymous();
    }

    private static GitHubAccess ReadText(YamlMap section, string text)
    {
        if (section.Text("token") == "gh")
            return new GitHubAccess.Gh();
        if (AccessToken.IsToken(text))
            return new GitHubAccess.Text(new AccessToken(text));
        section.Refuse("token", "\"token\" must be one word in plain letters", Forms);
        return new GitHubAccess.Anonymous();
    }

    private static GitHubAccess ReadMap(YamlMap section, YamlMap token, IReadOnlyDictionary<string, string> environment)
    {
        if (token.Keys.Any(key => key is "id" or "installation" or "key_file"))
            return ReadApp(token, environment);
        if (token.Keys.Count == 0)
        {
            section.Refuse("token", "\"token\" is empty", Forms);
            return new GitHubAccess.Anonymous();
        }
        var path = ReadPath(token, "file", environment);
        if (path is not null && TokenFile.Fault(path) is { } fault)
            token.Refuse("file", $"the token file {Quoted.Of(path)} {fault.Message}", fault.Advice);
        return new GitHubAccess.TokenFile(path ?? "");
    }

    private static GitHubAccess.App ReadApp(YamlMap app, IReadOnlyDictionary<string, string> environment)
    {
        var id = app.Require("id") ? app.ExpandedText("id", environment) : null;
        if (id is not null && !AppId().IsMatch(id))
            app.Refuse("id", "\"id\" must be the App's number or its client id", "both are on the App's settings page");
        var installation = app.Require("installation") ? app.ExpandedText("installation", environment) : null;
        if (!long.TryParse(installation, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && installation is not null)
            app.Refuse("installation", "\"installation\" must be a number", "it ends the address of the installation's page, …/settings/installations/NUMBER");
        var path = ReadPath(app, "key_file", environment);
        if (path is not null && AppKey.Fault(path) is { } fault)
            app.Refuse("key_file", $"the key file {Quoted.Of(path)} {fault.Message}", fault.Advice);
        return new GitHubAccess.App(id ?? "", number, path ?? "");
    }

    // Relative to the file that names it, so that it means the same wherever a command is given.
    private static string? ReadPath(YamlMap map, string key, IReadOnlyDictionary<string, string> environment)
    {
        if (!map.Require(key) || map.ExpandedText(key, environment) is not { } path)
            return null;
        if (path.Length > 0 && !path.Contains('\0', StringComparison.Ordinal))
            return Path.GetFullPath(path, Path.GetDirectoryName(Path.GetFullPath(map.Place.File))!);
        map.Refuse(key, $"{Quoted.Of(key)} must name a file");
        return null;
    }

    [GeneratedRegex(@"^[A-Za-z0-9._-]{1,100}\z")]
    private static partial Regex AppId();
}
