using System.Text.RegularExpressions;
using AgentFleet.Definitions;

namespace AgentFleet.Scanner.Checks.Services;

/// <summary>Reads what a definition says about services.</summary>
internal static partial class ServiceKind
{
    public static CheckKind Kind { get; } = new(
        "services",
        "Services of systemd, and its sockets, mounts, swaps, timers and paths: one that has failed is critical, one that systemd restarts again and again a warning. Where systemd does not run the machine, the look is incomplete. On macOS the jobs of launchd: one that does not run and whose last run ended badly is critical. launchctl tells root of the system's jobs, and anybody else of those of their own login.",
        "one short process (systemctl; on macOS launchctl)",
        (definition, _) => Read(definition, Platform.Here))
    {
        Options =
        [
            new("units", "list of units, such as nginx.service", "all of them that systemd knows; on macOS all jobs but those of macOS itself", "Look at these only; one that is not loaded or does not run is then critical. Timers, sockets and the like may be named too. On macOS labels, such as com.example.web: one that is not loaded is critical, but one that has ended well may be waiting for its hour; kind process tells whether it runs."),
            new("exclude", "list of units, with * for anything", "none", "Leave these out, such as user@*.service."),
            new("restarts", "a whole number", "3", "A warning from this many restarts on within a quarter of an hour, or since the last look if that is longer ago, when the newest was found just now.")
            {
                Platforms = Platforms.Linux,
                Elsewhere = "leave it out: launchd does not tell how often it started a job again",
            },
            new("apple", "true or false", "false", "Look at the jobs of macOS itself too (com.apple.*, and programs that somebody opened); some of them end badly every day.")
            {
                Platforms = Platforms.MacOS,
                Elsewhere = "leave it out: it is about the jobs of launchd",
            },
        ],
    };

    internal static ServiceCheck Read(YamlMap definition, Platforms here)
    {
        var choice = new ServiceChoice(Names("units", UnitName()), Names("exclude", UnitPattern())) { WithSystems = definition.Flag("apple", false) };
        return new(choice, definition.WholeNumber("restarts", 3, min: 1, max: 1000)) { Source = IServiceSource.On(here) };

        IReadOnlyList<string> Names(string key, Regex form) => here == Platforms.MacOS ? ReadLabels(definition, key, form) : ReadUnits(definition, key, form);
    }

    private static IReadOnlyList<string> ReadLabels(YamlMap definition, string key, Regex form)
    {
        var labels = definition.TextList(key);
        foreach (var label in labels.Where(label => !form.IsMatch(label)))
            definition.Refuse(key, $"{Quoted.Of(label)} in {Quoted.Of(key)} is not the label of a job", "write it as launchctl list shows it, such as com.example.web");
        return [.. labels.Distinct(StringComparer.Ordinal)];
    }

    private static IReadOnlyList<string> ReadUnits(YamlMap definition, string key, Regex form)
    {
        var units = definition.TextList(key);
        foreach (var unit in units.Where(unit => !form.IsMatch(unit)))
            definition.Refuse(key, $"{Quoted.Of(unit)} in {Quoted.Of(key)} is not the name of a unit", "write it as systemctl shows it, such as nginx.service");
        return [.. units.Select(unit => HasType().IsMatch(unit) || unit.EndsWith('*') ? unit : $"{unit}.service").Distinct(StringComparer.Ordinal)];
    }

    [GeneratedRegex(@"^[A-Za-z0-9:_.@\\][A-Za-z0-9:_.@\\-]*\z")]
    private static partial Regex UnitName();

    [GeneratedRegex(@"^[A-Za-z0-9:_.@\\*][A-Za-z0-9:_.@\\*-]*\z")]
    private static partial Regex UnitPattern();

    [GeneratedRegex(@"\.(service|socket|device|mount|automount|swap|target|path|timer|slice|scope)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex HasType();
}
