using System.Text.RegularExpressions;
using AgentFleet.Definitions;

namespace AgentFleet.Scanner.Checks.Logs;

/// <summary>Reads what a definition says about a log.</summary>
internal static partial class LogKind
{
    private const long UsualMost = 16L << 20;

    private static readonly TimeSpan PatternTimeout = TimeSpan.FromSeconds(1);

    public static CheckKind Kind { get; } = new(
        "logs",
        "How many new lines of a log match. The first look begins at the log's end; each later one reads on from where the last one ended, also when the file was rotated (moved or copied to a name beside it that begins with its own, not yet compressed) or emptied meanwhile.",
        "reading what was written since the last look; two short processes (journalctl) at most for the journal; on macOS one (log), which may take long where much is logged: give it a timeout of 60s",
        (definition, _) => Read(definition, Platform.Here))
    {
        // A second after a fix there are few new lines, bad or not.
        UsualClearFor = TimeSpan.FromMinutes(5),
        Options =
        [
            new("file", "a path", "required: this or journal", "The log. One that is not there makes the look incomplete."),
            new("journal", "true or false", "false", "Read the journal of systemd, or on macOS the log that Console shows (without what is marked info or debug), instead of a file. There the newest five seconds are left for the next look."),
            new("unit", "a unit, such as nginx.service", "all units", "Only what this unit wrote to the journal; on macOS what a process of this name wrote."),
            new("match", "list of texts", "required: this or pattern", "A line counts when it has one of these in it. Upper and lower case differ."),
            new("pattern", "a regular expression of .NET", "required: this or match", "A line counts when it is of this pattern; (?i) at its beginning makes upper and lower case the same. It may not look around or refer back."),
            new("ignore", "list of texts", "none", "A line with one of these in it never counts."),
            new("per", "look or minute", "look", "What the thresholds count: matches since the last look, or their number a minute since then."),
            new("thresholds", "matches", "{ warning: 1 }", "From how many on it is bad."),
            new("read_at_most", "a size, from 128KiB to 1GiB", "16MiB", "Of more than this, only the newest is read; the look is then incomplete, unless what was read is bad enough. Of a line only the first 64 KiB count."),
        ],
    };

    internal static LogCheck Read(YamlMap definition, Platforms here)
    {
        var most = definition.Size("read_at_most", UsualMost, min: 128L << 10, max: 1L << 30);
        var match = new LineMatch(ReadTexts(definition, "match"), ReadPattern(definition), ReadTexts(definition, "ignore"));
        if (definition.Has("match") == definition.Has("pattern"))
            definition.Refuse("match", "there must be one of \"match\" and \"pattern\"", "write match: [error], or pattern: 'error [0-9]+'");
        return new LogCheck(
            ReadSource(definition, most, here), match, Thresholds.ReadNumbers(definition, "thresholds", new(1, null), least: 0.01m), definition.Choice("per", Per.Look) == Per.Minute);
    }

    private static ILogSource ReadSource(YamlMap definition, long most, Platforms here)
    {
        var (journal, unit) = (definition.Flag("journal", false), definition.Text("unit"));
        var file = definition.ExpandedText("file", ProcessEnvironment.All);
        if (journal == definition.Has("file"))
            definition.Refuse("file", "there must be one of \"file\" and \"journal\"", "write file: /var/log/syslog, or journal: true");
        if (file is not null && !Path.IsPathRooted(file))
            definition.Refuse("file", $"\"file\" must begin with \"/\" or \"~/\", not {Quoted.Of(file)}");
        if (unit is not null && !journal)
            definition.Refuse("unit", "\"unit\" is about the journal", "write journal: true");
        ILogSource source = here == Platforms.MacOS ? ReadProcess(definition, unit, most) : ReadUnit(definition, unit, most);
        return journal ? source : new FileTail(file ?? "/", most);
    }

    private static JournalTail ReadUnit(YamlMap definition, string? unit, long most)
    {
        if (unit is not null && !UnitName().IsMatch(unit))
            definition.Refuse("unit", $"{Quoted.Of(unit)} is not the name of a unit", "write it as systemctl shows it, such as nginx.service");
        return new JournalTail(unit, most);
    }

    private static UnifiedLog ReadProcess(YamlMap definition, string? name, long most)
    {
        if (name is not null && !ProcessName().IsMatch(name))
            definition.Refuse("unit", $"{Quoted.Of(name)} is not the name of a process", "write it as Console shows it, such as nginx");
        return new UnifiedLog(name, most);
    }

    private static IReadOnlyList<string> ReadTexts(YamlMap definition, string key)
    {
        var texts = definition.TextList(key);
        if (definition.Has(key) && texts.Any(text => text.Length == 0))
            definition.Refuse(key, $"{Quoted.Of(key)} has an empty text, which is in every line");
        return texts;
    }

    private static Regex? ReadPattern(YamlMap definition)
    {
        if (definition.Text("pattern") is not { } pattern)
            return null;
        try
        {
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, PatternTimeout);
        }
        catch (ArgumentException e)
        {
            definition.Refuse("pattern", $"\"pattern\" is not a regular expression: {e.Message}");
        }
        catch (NotSupportedException)
        {
            definition.Refuse("pattern", "\"pattern\" may not look around or refer back", "such a pattern could take for ever on a line that a stranger wrote");
        }
        return null;
    }

    private enum Per
    {
        Look,
        Minute,
    }

    [GeneratedRegex(@"^[A-Za-z0-9:_.@\\][A-Za-z0-9:_.@\\-]*\z")]
    private static partial Regex UnitName();

    [GeneratedRegex(@"^[\p{L}\p{N}_.()][\p{L}\p{N}_.() +-]*\z")]
    private static partial Regex ProcessName();
}
