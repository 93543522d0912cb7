using AgentFleet.Definitions;
using AgentFleet.Ledger.Scanning;

namespace AgentFleet.Supervisor.Policies;

/// <summary>The policies of a folder, re-read at every tick; a broken edit keeps the last good version in force.</summary>
public sealed class PolicyFolder(string folder)
{
    private readonly DefinitionFolder<Policy> _files = new(folder, ".md", PolicyReader.Read, CheckTogether);

    /// <summary>
    /// The policies in force. A chain of <c>then</c> always ends in them: where last good versions together would make a
    /// ring, or name a policy that is gone, the chain is cut there, and a person is called instead.
    /// </summary>
    public FolderSnapshot<Policy> Reload()
    {
        var read = _files.Reload();
        var stale = read.Good.Values.Where(p => HasOtherSettings(p.Value)).Select(p => p.Name).Concat(read.Broken.Select(b => b.Name)).ToList();
        if (stale.Count > 0)
        {
            // The policies' own files stay as they are, but a file of settings that one of them names was edited.
            stale.ForEach(_files.Forget);
            read = _files.Reload();
        }
        var cut = read.Good.Values.Where(p => p.Value.Then is { } then && (!read.Good.ContainsKey(then) || ReturnsTo(p.Name, read))).ToList();
        if (cut.Count == 0)
            return read;
        var good = new Dictionary<string, Definition<Policy>>(read.Good);
        foreach (var policy in cut)
            good[policy.Name] = policy with { Value = policy.Value with { Then = null } };
        return read with { Good = good };
    }

    /// <summary>The policy for a finding: the one that its scanner names, else the first by name that matches.</summary>
    public static Policy? For(Finding finding, FolderSnapshot<Policy> policies) => finding.Policy is { } name
        ? policies.Good.GetValueOrDefault(name)?.Value
        : policies.Good.Values.Select(p => p.Value).FirstOrDefault(p => p.Match?.Takes(finding) == true);

    /// <summary>The policies that follow one another by <c>then</c>, beginning with this one.</summary>
    public static IEnumerable<Policy> Chain(Policy first, FolderSnapshot<Policy> policies)
    {
        for (var policy = first; policy is not null; policy = policy.Then is { } next ? policies.Good.GetValueOrDefault(next)?.Value : null)
            yield return policy;
    }

    private static bool HasOtherSettings(Policy policy) => policy.Executor is ExecutorSettings.Claude { SettingsFile: { } file } claude
        && (!File.Exists(file) || File.ReadAllText(file) != claude.Settings);

    private static void CheckTogether(FolderSnapshot<Policy> candidates, Problems problems)
    {
        foreach (var (name, policy) in candidates.Good.Where(p => p.Value.Value.Then is not null))
        {
            var then = policy.Value.Then!;
            if (!candidates.Good.ContainsKey(then) && candidates.Broken.All(b => b.Name != then))
                problems.Add(PlaceOfThen(policy), $"\"then\" names the policy {Quoted.Of(then)}, which is not there", Nearest.Suggestion(then, candidates.Good.Keys, "the policies are"));
            else if (ReturnsTo(name, candidates))
                problems.Add(PlaceOfThen(policy), then == name ? "the policy names itself in \"then\"" : $"\"then\" leads back to this policy through {Quoted.Of(then)}", "a chain of policies must end");
        }
    }

    private static bool ReturnsTo(string name, FolderSnapshot<Policy> candidates)
    {
        var seen = new HashSet<string>();
        for (var next = candidates.Good[name].Value.Then; next is not null && seen.Add(next); next = candidates.Good.GetValueOrDefault(next)?.Value.Then)
        {
            if (next == name)
                return true;
        }
        return false;
    }

    private static Place PlaceOfThen(Definition<Policy> policy)
    {
        var lines = policy.Value.Source.Split('\n');
        var line = Array.FindIndex(lines, l => l.StartsWith("then:", StringComparison.Ordinal));
        var value = line < 0 ? 0 : lines[line].IndexOf(policy.Value.Then!, 5, StringComparison.Ordinal);
        return new Place(policy.File, line + 1, value + 1);
    }
}
