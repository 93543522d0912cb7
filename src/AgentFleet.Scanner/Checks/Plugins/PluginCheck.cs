using System.Globalization;
using System.Text.Json.Nodes;
using AgentFleet.Definitions;
using AgentFleet.Ledger;
using AgentFleet.Processes;

namespace AgentFleet.Scanner.Checks.Plugins;

/// <summary>
/// Any monitoring plugin: exit code 0 is OK, 1 WARNING, 2 CRITICAL; 3 and every other end is UNKNOWN, which is an
/// incomplete look. https://www.monitoring-plugins.org/doc/guidelines.html
/// </summary>
internal sealed class PluginCheck(IReadOnlyList<string> command) : ICheck
{
    private const int Unknown = 3;
    private const int LongestReason = 300;

    public static CheckKind Kind { get; } = new(
        "plugin",
        "Any monitoring plugin: exit code 0 is OK, 1 WARNING, 2 CRITICAL; 3 and every other end is UNKNOWN, which is an incomplete look.",
        "one process, and what the plugin does",
        Read)
    {
        Options = [new("command", "list: a program and its arguments", "required", "Run as it stands, by no shell.")],
    };

    private static PluginCheck Read(YamlMap definition, Problems problems)
    {
        var before = problems.All.Count;
        var command = definition.Require("command") ? definition.TextList("command") : [];
        if (problems.All.Count == before && (command is [] || string.IsNullOrWhiteSpace(command[0])))
            definition.Refuse("command", "\"command\" must begin with a program");
        return new PluginCheck(command);
    }

    public async Task<Look> LookAsync(LookContext context, CancellationToken ct)
    {
        var spec = new CommandSpec(command, context.Timeout) { Grace = TimeSpan.FromMilliseconds(500) };
        return await Command.RunAsync(spec, context.Clock, ct) switch
        {
            CommandResult.Exited ended => Judge(context.Scanner, ended),
            CommandResult.TimedOut => Look.Blind(context.Scanner, $"timed out after {Durations.Print(context.Timeout)}"),
            CommandResult.NotStarted never => Look.Blind(context.Scanner, PlainText.Line(never.Reason, LongestReason)),
            var other => throw new InvalidOperationException($"a command cannot end as {other}"),
        };
    }

    private Look Judge(string scanner, CommandResult.Exited ended)
    {
        var output = PluginOutput.Parse(ended.Output);
        var text = output.Text.Length > 0 ? output.Text : PluginOutput.Parse(ended.Errors).Text;
        var title = text.Length > 0 ? text : string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(command[0])} said nothing (exit code {ended.Code})");
        Level? level = ended.Code switch { 0 => Level.Ok, 1 => Level.Warning, 2 => Level.Critical, _ => null };
        if (level is { } known)
            return new([new SourceLook(scanner, [new Observation(null, known, title, Evidence(ended, output))])]);

        var reason = ended.Code == Unknown || text.Length == 0
            ? title
            : string.Create(CultureInfo.InvariantCulture, $"exit code {ended.Code} is none of a plugin's: {title}");
        return Look.Blind(scanner, PlainText.Line(reason, LongestReason));
    }

    private JsonObject Evidence(CommandResult.Exited ended, PluginOutput output) => new()
    {
        // Not its arguments: they may hold a password, and evidence goes to the ledger and to agents.
        ["command"] = command[0],
        ["exit_code"] = ended.Code,
        ["text"] = output.Text,
        ["long_text"] = output.LongText.Length > 0 ? output.LongText : null,
        ["performance"] = new JsonArray([.. output.Performance.Select(value => value.ToJson())]),
        ["truncated"] = ended.Truncated,
    };
}
