using System.Text.RegularExpressions;
using AgentFleet.Definitions;
using AgentFleet.Scanner.Checks;
using AgentFleet.Scanner.Schedules;

namespace AgentFleet.Scanner.Definitions;

/// <summary>Reads one scanner's definition, strictly.</summary>
internal static partial class ScannerReader
{
    private static readonly TimeSpan UsualTimeout = TimeSpan.FromSeconds(10);

    public static ScannerDefinition? Read(DefinitionText file, Problems problems)
    {
        if (YamlMap.Parse(file.File, file.Text, problems) is not { } map)
            return null;

        var kind = map.RequiredText("kind");
        var schedule = ScanSchedule.Read(map);
        var timeout = map.Duration("timeout", UsualTimeout, min: TimeSpan.FromMilliseconds(100), max: TimeSpan.FromHours(1));
        var confirmAfter = map.WholeNumber("confirm_after", 1, min: 1);
        var clearAfter = map.WholeNumber("clear_after", 1, min: 1);
        var clearFor = map.Duration("clear_for", CheckKinds.All.GetValueOrDefault(kind)?.UsualClearFor ?? TimeSpan.Zero, min: TimeSpan.Zero, max: TimeSpan.FromDays(7));
        var policy = ReadPolicy(map);
        TimeSpan? retry = map.Has("retry_interval") ? map.Duration("retry_interval", TimeSpan.FromMinutes(1), min: TimeSpan.FromSeconds(1), max: TimeSpan.FromDays(1)) : null;
        var (inhibitedBy, maintenance) = (ReadInhibitors(map, file.Name), MaintenanceWindow.Read(map));
        var unusual = Thresholds.ReadNumbers(map, "unusual", Thresholds.Never, least: 1.1m);
        var ifPossible = map.Flag("if_possible", false);
        if (ReadCheck(map, kind, problems) is not { } check)
            return null;

        // Only the kind tells which other keys are known, so without one nothing can be said about them.
        map.Finish();
        return schedule is null || problems.Any
            ? null
            : new ScannerDefinition(file.Name, kind, schedule, timeout, confirmAfter, clearAfter, policy, check)
            {
                IfPossible = ifPossible,
                ClearFor = clearFor,
                Unusual = unusual,
                RetryInterval = retry,
                InhibitedBy = inhibitedBy,
                Maintenance = maintenance,
            };
    }

    private static IReadOnlyList<string> ReadInhibitors(YamlMap map, string scanner)
    {
        var names = map.TextList("inhibited_by");
        foreach (var own in names.Where(name => name == scanner || name.StartsWith(scanner + "/", StringComparison.Ordinal)))
            map.Refuse("inhibited_by", $"a scanner cannot keep itself quiet: {Quoted.Of(own)}");
        return names;
    }

    private static ICheck? ReadCheck(YamlMap map, string kind, Problems problems)
    {
        if (CheckKinds.All.TryGetValue(kind, out var known))
            return known.ReadOn(Platform.Here, map, problems);
        if (kind.Length > 0)
            map.Refuse("kind", $"there is no kind of check called {Quoted.Of(kind)}", Nearest.Suggestion(kind, CheckKinds.All.Keys, "the kinds are"));
        return null;
    }

    private static string? ReadPolicy(YamlMap map)
    {
        var policy = map.Text("policy");
        if (policy is null || PolicyName().IsMatch(policy))
            return policy;
        map.Refuse("policy", $"{Quoted.Of(policy)} is not the name of a policy", "a policy is named by its file, without the folder and \".md\"");
        return null;
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]*\z")]
    private static partial Regex PolicyName();
}
