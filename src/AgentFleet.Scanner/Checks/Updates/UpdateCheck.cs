using AgentFleet.Definitions;

namespace AgentFleet.Scanner.Checks.Updates;

/// <summary>Which updates wait, how old that knowledge is, and whether a reboot does. Nothing is fetched or changed.</summary>
internal sealed class UpdateCheck(UpdateJudge judge) : ICheck
{
    /// <summary>Those that are understood; a test has others.</summary>
    internal IReadOnlyList<IPackageManager> Managers { get; init; } = [new Apt(""), new Dnf(""), new Brew(""), new SoftwareUpdate("")];

    public static CheckKind Kind { get; } = new(
        "updates",
        "Updates that wait, by what the machine knows already; nothing is fetched. Of apt (Debian, Ubuntu), dnf (Fedora, Red Hat), Homebrew and macOS's own softwareupdate, each that is here, and each fails alone. Package lists that are old are a warning, because then nobody knows. A reboot that an update asks for, too, where it is told: by Debian and Ubuntu, and by dnf where needs-restarting is installed. Homebrew does not run for root; look as the user that it belongs to.",
        "a few files while nothing changes; when something did, one to five seconds of a processor for each package manager (a simulation by apt-get, three questions to dnf, one to brew, one to softwareupdate): give it a timeout of 60s",
        (definition, _) => Read(definition))
    {
        Options =
        [
            new("security", "thresholds: packages", "{ warning: 1 }", "Updates for security: as apt's archives and dnf's repositories say; of macOS all of the release that runs and of Safari. Homebrew does not tell them apart."),
            new("other", "thresholds: packages", "never bad", "All other updates."),
            new("lists_older_than", "duration", "7d", "A warning when the package lists were fetched, or macOS last looked, longer ago."),
            new("reboot", "ok, info, warning or critical", "warning", "How bad it is when a reboot is required."),
        ],
    };

    public string? CannotLookHere => Managers.Any(manager => manager.IsThere)
        ? null
        : "there is no package manager here that is understood: neither apt nor dnf, Homebrew or softwareupdate";

    public async Task<Look> LookAsync(LookContext context, CancellationToken ct)
    {
        if (CannotLookHere is { } reason)
            return Look.Blind(context.Scanner, reason);

        var looks = await Task.WhenAll(Managers.Where(manager => manager.IsThere).Select(manager => new ManagerLook(manager, judge, context).LookAsync(ct)));
        return new Look([.. looks.SelectMany(look => look.Sources)])
        {
            Notes = looks.SelectMany(look => look.Notes).ToDictionary(StringComparer.Ordinal),
        };
    }

    private static UpdateCheck Read(YamlMap definition) => new(new UpdateJudge(
        Thresholds.ReadNumbers(definition, "security", new(1, null), least: 0.01m),
        Thresholds.ReadNumbers(definition, "other", new(null, null), least: 0.01m),
        definition.Duration("lists_older_than", TimeSpan.FromDays(7), min: TimeSpan.FromHours(1), max: TimeSpan.FromDays(365)),
        definition.Choice("reboot", Level.Warning)));
}
