using System.Text.RegularExpressions;

namespace AgentFleet.Definitions;

public sealed partial class YamlMap
{
    /// <summary>
    /// Text in which <c>$NAME</c> (the whole value) stands for an environment variable, a leading <c>~/</c> for the
    /// home folder, and a leading <c>$$</c> for one dollar sign. A variable that is unset or empty is a problem;
    /// its value never appears in a message.
    /// </summary>
    public string? ExpandedText(string key, IReadOnlyDictionary<string, string> environment) => Text(key) switch
    {
        null => null,
        ['$', '$', .. var rest] => $"${rest}",
        ['$', .. var name] => Variable(key, name, environment),
        "~" => Variable(key, "HOME", environment),
        ['~', '/', .. var path] => Variable(key, "HOME", environment) is { } home ? Path.Join(home, path) : null,
        var text => text,
    };

    private string? Variable(string key, string name, IReadOnlyDictionary<string, string> environment)
    {
        if (!VariableName().IsMatch(name))
        {
            Refuse(key, $"{Quoted.Of(key)} begins with \"$\" but is not the name of an environment variable",
                BracedName().Match(name) is { Success: true } braced ? $"did you mean {Quoted.Of($"${braced.Groups[1]}")}?" : "write \"$$\" for a dollar sign");
            return null;
        }

        if (environment.TryGetValue(name, out var value) && value.Length > 0) return value;
        Refuse(key, $"the environment variable {name} is {(value is null ? "not set" : "empty")}",
            value is null && Nearest.Word(name, environment.Keys) is { } near ? $"did you mean {Quoted.Of($"${near}")}?" : null);
        return null;
    }

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]*\z")]
    private static partial Regex VariableName();

    [GeneratedRegex(@"^\{([A-Za-z_][A-Za-z0-9_]*)\}\z")]
    private static partial Regex BracedName();
}
