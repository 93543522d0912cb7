using AgentFleet.Definitions;
using AgentFleet.Scanner.Definitions;
using AgentFleet.Supervisor.Policies;

namespace AgentFleet.Verbs;

/// <summary>What is wrong with scanners only because of what stands, or does not stand, in other files.</summary>
internal static class BetweenFiles
{
    public static IEnumerable<Problem> Problems(FolderSnapshot<ScannerDefinition> scanners, FolderSnapshot<Policy> policies) =>
    [
        .. MissingPolicies(scanners, policies),
        .. MissingInhibitors(scanners),
        .. Circles(scanners),
    ];

    private static IEnumerable<Problem> MissingPolicies(FolderSnapshot<ScannerDefinition> scanners, FolderSnapshot<Policy> policies) =>
        from scanner in scanners.Good.Values
        let policy = scanner.Value.Policy
        where policy is not null && !policies.Good.ContainsKey(policy) && policies.Broken.All(b => b.Name != policy)
        select new Problem(
            PlaceOf("policy", scanner.File), $"\"policy\" names {Quoted.Of(policy)}, which is not there",
            Nearest.Suggestion(policy, policies.Good.Keys, "the policies are"));

    private static IEnumerable<Problem> MissingInhibitors(FolderSnapshot<ScannerDefinition> scanners) =>
        from scanner in scanners.Good.Values
        from name in Inhibitors(scanner.Value)
        where !scanners.Good.ContainsKey(name) && scanners.Broken.All(b => b.Name != name)
        select new Problem(
            PlaceOf("inhibited_by", scanner.File), $"\"inhibited_by\" names {Quoted.Of(name)}, which is no scanner here",
            Nearest.Suggestion(name, scanners.Good.Keys, "the scanners are"));

    // Each would wait for the other to be told of.
    private static IEnumerable<Problem> Circles(FolderSnapshot<ScannerDefinition> scanners) =>
        from scanner in scanners.Good.Values
        let way = WayBack(scanner.Name, [], scanner.Name, scanners)
        where way is not null
        select new Problem(
            PlaceOf("inhibited_by", scanner.File), $"\"inhibited_by\" goes round in a circle: {string.Join(" by ", way)}",
            "each would keep quiet for the other's sake: leave it out of the one that is the cause");

    private static IReadOnlyList<string>? WayBack(string to, IReadOnlyList<string> before, string from, FolderSnapshot<ScannerDefinition> scanners)
    {
        if (before.Contains(from) || !scanners.Good.TryGetValue(from, out var scanner))
            return null;
        IReadOnlyList<string> way = [.. before, from];
        return Inhibitors(scanner.Value).Select(next => next == to ? [.. way, to] : WayBack(to, way, next, scanners)).FirstOrDefault(found => found is not null);
    }

    // Of "disk//var" the scanner is what stands before the first slash.
    private static IEnumerable<string> Inhibitors(ScannerDefinition scanner) => scanner.InhibitedBy.Select(name => name.Split('/')[0]).Distinct();

    private static Place PlaceOf(string key, string file)
    {
        var problems = new Problems();
        var text = DefinitionText.Load(file, problems);
        return text is null ? new(file, 1, 1) : YamlMap.Parse(file, text.Text, problems)?.PlaceOf(key) ?? new(file, 1, 1);
    }
}
