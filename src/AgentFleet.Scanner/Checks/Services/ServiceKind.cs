using System.Text.RegularExpressions;
using AgentFleet.Definitions;

namespace AgentFleet.Scanner.Checks.Services;

/// <summary>Reads what a definition says about services.</summary>
internal static partial class ServiceKind
{
    public static CheckKind Kind { get; } = new(
        "services",
        "Services of systemd: one that has failed is critical, one that systemd restarts again and again a warning. Where systemd does not run the machine, the look is incomplete.",
        "one short process (systemctl)",
        (definition, _) => Read(definition))
    {
        Platforms = Platforms.Linux,
        Options =
        [
            new("units", "list of units, such as nginx.service", "all services that systemd knows", "Look at these only; one that is not loaded or does not run is then critical. Timers, sockets and the like may be named too."),
            new("exclude", "list of units, with * for anything", "none", "Leave these out, such as user@*.service."),
            new("restarts", "a whole number", "3", "A warning from this many restarts on since the last look."),
        ],
    };

    private static ServiceCheck Read(YamlMap definition) => new(
        new ServiceChoice(ReadUnits(definition, "units", UnitName()), ReadUnits(definition, "exclude", UnitPattern())),
        definition.WholeNumber("restarts", 3, min: 1, max: 1000));

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
