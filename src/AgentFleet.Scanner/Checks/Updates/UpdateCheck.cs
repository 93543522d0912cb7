using AgentFleet.Definitions;
using AgentFleet.Ledger;
using AgentFleet.Processes;

namespace AgentFleet.Scanner.Checks.Updates;

/// <summary>Which updates wait, how old that knowledge is, and whether a reboot does. Nothing is fetched or changed.</summary>
internal sealed class UpdateCheck(UpdateJudge judge) : ICheck
{
    // A simulation has some lines for each package.
    private const int MostOutput = 8 << 20;

    /// <summary>The folder that stands for this machine's root, and the program that is asked; a test has others.</summary>
    internal string Root { get; init; } = "";

    internal IReadOnlyList<string> AptGet { get; init; } = ["apt-get"];

    public static CheckKind Kind { get; } = new(
        "updates",
        "Updates of packages that wait, on Debian, Ubuntu and other machines with apt: by what the machine knows already, nothing is fetched. Package lists that are old are a warning, because then nobody knows. A reboot that an update asks for, too, where the distribution says so.",
        "a few files while nothing changes; a simulation by apt-get (one to five seconds of a processor) when something did: give it a timeout of 60s",
        (definition, _) => Read(definition))
    {
        Platforms = Platforms.Linux,
        Options =
        [
            new("security", "thresholds: packages", "{ warning: 1 }", "Updates from an archive for security."),
            new("other", "thresholds: packages", "never bad", "All other updates."),
            new("lists_older_than", "duration", "7d", "A warning when the package lists were fetched longer ago."),
            new("reboot", "ok, info, warning or critical", "warning", "How bad it is when a reboot is required."),
        ],
    };

    public async Task<Look> LookAsync(LookContext context, CancellationToken ct)
    {
        var apt = new AptFiles(Root);
        if (!apt.AreThere)
            return Look.Blind(context.Scanner, "there is no apt here; other package managers are not understood");

        var state = apt.State;
        var known = PendingNotes.From(context.Notes, state);
        var (pending, trouble) = known is not null ? (known, null) : await SimulateAsync(state, context, ct);
        var reboot = apt.RebootIsRequired;
        return new Look(
        [
            new SourceLook("packages", pending is null ? [] : judge.Packages(pending), trouble),
            Lists(apt, context),
            new SourceLook("reboot", [judge.Restart(reboot, reboot ? apt.RebootAskedFor : [])]),
        ])
        {
            Notes = pending?.ToNotes(),
        };
    }

    private SourceLook Lists(AptFiles apt, LookContext context)
    {
        try
        {
            return apt.ListsFetched is { } fetched
                ? new SourceLook("lists", [judge.Lists(context.Clock.GetUtcNow() - fetched)])
                : new SourceLook("lists", [], "there are no package lists: nobody knows of updates before apt-get update has run");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new SourceLook("lists", [], $"the package lists cannot be read: {e.Message}");
        }
    }

    private async Task<(PendingNotes? Pending, string? Trouble)> SimulateAsync(string state, LookContext context, CancellationToken ct)
    {
        // A full upgrade: a fix of the kernel comes as a new package, and an ordinary one would leave it out.
        string[] command = [.. AptGet, "--simulate", "--quiet=2", "-o", "Debug::NoLocking=1", "-o", "APT::Get::Show-User-Simulation-Note=0", "dist-upgrade"];
        var spec = new CommandSpec(command, context.Timeout * 0.9) { OutputLimit = MostOutput };
        return await Command.RunAsync(spec, context.Clock, ct) switch
        {
            CommandResult.Exited { Code: 0, Truncated: false } ended => (PendingNotes.Of(state, PendingUpdate.Parse(ended.Output)), null),
            CommandResult.Exited { Errors.Length: > 0 } failed => (null, PlainText.Line(failed.Errors, 300)),
            CommandResult.TimedOut => (null, $"apt-get did not answer within {Durations.Print(spec.Timeout)}"),
            CommandResult.NotStarted never => (null, never.Reason),
            _ => (null, "apt-get failed and does not say why"),
        };
    }

    private static UpdateCheck Read(YamlMap definition) => new(new UpdateJudge(
        Thresholds.ReadNumbers(definition, "security", new(1, null), least: 0.01m),
        Thresholds.ReadNumbers(definition, "other", new(null, null), least: 0.01m),
        definition.Duration("lists_older_than", TimeSpan.FromDays(7), min: TimeSpan.FromHours(1), max: TimeSpan.FromDays(365)),
        definition.Choice("reboot", Level.Warning)));
}
