using System.Text.Json;
using AgentFleet.Definitions;

namespace AgentFleet.Supervisor.Policies;

/// <summary>Reads what a policy says about a claude run.</summary>
internal static class ClaudeSettingsReader
{
    private static readonly string[] Sources = ["user", "project", "local"];

    public static ExecutorSettings.Claude Read(YamlMap head, string file, Problems problems)
    {
        head.Require("allowed_tools");
        var allowed = ReadTools(head, "allowed_tools");
        var workspace = head.Text("workspace") ?? "none";
        if (workspace != "none")
            head.Refuse("workspace", $"the workspace {Quoted.Of(workspace)} is not in this version", "leave it out, or write none");

        return new ExecutorSettings.Claude
        {
            Model = head.Text("model"),
            MaxTurns = head.WholeNumber("max_turns", 30, min: 1),
            MaxBudgetUsd = head.Number("max_budget_usd", 2.00m, min: 0.01m),
            AllowedTools = allowed,
            DisallowedTools = ReadTools(head, "disallowed_tools"),
            Directories = ReadDirectories(head),
            PermissionMode = head.Choice("permission_mode", PermissionMode.Default),
            SettingSources = ReadSources(head),
            Settings = ReadSettings(head, file, problems),
            SettingsFile = SettingsFile(head, file),
        };
    }

    /// <summary>The tool that a rule is about: <c>Bash</c> of <c>Bash(du:*)</c>.</summary>
    public static string ToolOf(string rule) => rule.Split('(', 2)[0];

    private static IReadOnlyList<string> ReadTools(YamlMap head, string key)
    {
        var rules = head.TextList(key);
        foreach (var rule in rules.Where(r => !IsRule(r)))
            head.Refuse(key, $"{Quoted.Of(rule)} is not a tool rule", "write a tool's name, or a name with a pattern such as Bash(du:*)");
        return rules;
    }

    private static bool IsRule(string rule)
    {
        var tool = ToolOf(rule);
        var patternIsSound = rule.Length == tool.Length || (rule.EndsWith(')') && rule.Length > tool.Length + 2);
        return tool.Length > 0 && tool.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && patternIsSound && !rule.Any(char.IsControl);
    }

    private static IReadOnlyList<string> ReadDirectories(YamlMap head)
    {
        var folders = head.TextList("directories");
        foreach (var folder in folders.Where(f => !Path.IsPathRooted(f)))
            head.Refuse("directories", $"{Quoted.Of(folder)} is not an absolute path");
        return folders;
    }

    private static IReadOnlyList<string> ReadSources(YamlMap head)
    {
        var sources = head.TextList("setting_sources");
        foreach (var source in sources.Where(s => !Sources.Contains(s)))
            head.Refuse("setting_sources", $"unknown setting source {Quoted.Of(source)}", Nearest.Suggestion(source, Sources, "the sources are"));
        return sources;
    }

    private static string? SettingsFile(YamlMap head, string file) =>
        head.Text("settings") is { } name ? Path.GetFullPath(name, Path.GetDirectoryName(Path.GetFullPath(file))!) : null;

    // The CLI ignores settings that it cannot parse, and with them every hook; so they are checked here.
    private static string? ReadSettings(YamlMap head, string file, Problems problems)
    {
        if (SettingsFile(head, file) is not { } path)
            return null;
        try
        {
            var text = File.ReadAllText(path);
            using var json = JsonDocument.Parse(text);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
                head.Refuse("settings", $"{path} must hold one JSON object");
            else
                PermissionFlags.RefuseSettings(head, path, json.RootElement);
            return text;
        }
        catch (JsonException e)
        {
            problems.Add(new Place(path, (int)(e.LineNumber ?? 0) + 1, (int)(e.BytePositionInLine ?? 0) + 1), "this is not JSON", "the CLI would silently ignore the whole file");
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            head.Refuse("settings", $"{path} cannot be read: {e.Message}");
            return null;
        }
    }
}
