using System.Text.Json;
using AgentFleet.Definitions;

namespace AgentFleet.Supervisor.Policies;

/// <summary>Whatever would switch permissions off is refused when it is read, wherever it stands.</summary>
internal static class PermissionFlags
{
    private const string Why = "an agent must ask for every tool that its policy does not name; name the tools in allowed_tools";

    private static readonly string[] Marks =
        ["dangerouslyskippermissions", "allowdangerouslyskippermissions", "bypasspermissions", "skipdangerousmodepermissionprompt"];

    /// <summary>Keys such as <c>dangerously_skip_permissions</c>, and a permission mode that says the same.</summary>
    public static void RefuseKeys(YamlMap head)
    {
        foreach (var key in head.Keys.Where(Skips))
        {
            // Asking for the key marks it as known, so that it is reported once.
            _ = head.Has(key);
            head.Refuse(key, $"{Quoted.Of(key)} skips permissions, which is refused", Why);
        }
        if (head.Text("permission_mode") is { } mode && Skips(mode))
            head.Refuse("permission_mode", $"{Quoted.Of(mode)} skips permissions, which is refused", Why);
    }

    public static void RefuseArguments(YamlMap map, string key, IReadOnlyList<string> arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            if (Skips(arguments[i]))
                map.Refuse(key, $"argument {i + 1} of {Quoted.Of(key)} skips permissions, which is refused", Why);
        }
    }

    public static void RefuseSettings(YamlMap head, string path, JsonElement settings)
    {
        if (Words(settings).Any(Skips))
            head.Refuse("settings", $"{path} skips permissions, which is refused", Why);
    }

    // Names and texts as they are once escapes are resolved.
    private static IEnumerable<string> Words(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(p => Words(p.Value).Prepend(p.Name)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Words),
        JsonValueKind.String => [json.GetString()!],
        _ => [],
    };

    private static bool Skips(string text)
    {
        var folded = new string([.. text.Where(char.IsAsciiLetter)]).ToLowerInvariant();
        return Marks.Any(folded.Contains);
    }
}
