using System.Text;

namespace AgentFleet.Scanner.Checks;

/// <summary>What every kind of check takes and costs, as a page of Markdown made from the kinds' own words.</summary>
public static class CheckPage
{
    private static readonly CheckOption[] Common =
    [
        new("kind", "one of those below", "required", "What is looked at."),
        new("schedule", "five cron fields, a name such as @hourly, or \"every 30s\"", "required", "When it is looked at, in the machine's own time zone."),
        new("timeout", "duration", "10s", "After this long a look has seen nothing."),
        new("confirm_after", "looks", "1", "Bad looks in a row before it is believed."),
        new("clear_after", "looks", "1", "Good looks in a row before it is resolved."),
        new("clear_for", "duration", "0s; 5m for logs", "How long it must not have been bad before it is resolved, however often it was looked at."),
        new("retry_interval", "duration", "the schedule's; 5m at most while a look saw nothing", "How soon to look again while something is neither confirmed nor cleared."),
        new("unusual", "times, such as { warning: 3, critical: 10 }", "no matter how much", "Bad when the first number that a look measures is that many times the median of its last week; judged once a day of it is known."),
        new("inhibited_by", "list of scanners, or of scanner/thing", "none", "Whose trouble explains what this one finds: nobody is told and nothing is tried meanwhile."),
        new("maintenance", "list of { at: cron fields, for: duration }", "none", "When nobody is told and nothing is tried."),
        new("if_possible", "true or false", "false", "Leave it out on a machine that it cannot look at (no systemd, no package manager), instead of saying that it is blind."),
        new("policy", "a policy's name", "alert only", "Who fixes it."),
    ];

    public static string Text()
    {
        var page = new StringBuilder();
        page.AppendLine("# The checks").AppendLine();
        page.AppendLine("Made by `agentfleet check --kinds` from what the checks say of themselves. A scanner is one file, `scanners/NAME.yaml`.");
        page.AppendLine("UNKNOWN is never OK: a look that could not be completed closes nothing, and a check that stays blind becomes a finding.").AppendLine();
        page.AppendLine("## Every kind").AppendLine();
        Table(page, Common);
        foreach (var kind in CheckKinds.All.Values)
        {
            page.AppendLine().AppendLine($"## {kind.Name}").AppendLine();
            page.AppendLine(kind.Says).AppendLine();
            page.AppendLine($"On {Platform.NameOf(kind.Platforms)}. A look costs {kind.Cost}.").AppendLine();
            Table(page, kind.Options);
        }
        return page.ToString();
    }

    private static void Table(StringBuilder page, IReadOnlyList<CheckOption> options)
    {
        page.AppendLine("| key | takes | left out | means |").AppendLine("|---|---|---|---|");
        foreach (var option in options)
            page.AppendLine($"| `{option.Name}` | {Cell(option.Takes)} | {Cell(option.Default)} | {Cell(option.Means + Where(option))} |");
    }

    private static string Where(CheckOption option) => option.Platforms is Platforms.Linux or Platforms.MacOS ? $" {Platform.NameOf(option.Platforms)} only." : "";

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
