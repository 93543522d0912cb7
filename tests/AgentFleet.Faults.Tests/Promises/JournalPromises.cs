using AgentFleet.Faults.Tests.Fleets;

namespace AgentFleet.Faults.Tests.Promises;

/// <summary>What the runs' own journal must say, beside the ledger.</summary>
internal static class JournalPromises
{
    public static IEnumerable<string> BreachesIn(Fleet fleet)
    {
        var runs = fleet.Journal.Runs;
        foreach (var run in runs.Where(run => run.End is null))
            yield return $"a run that begins ends: {run}";
        foreach (var twice in runs.GroupBy(run => run.Attempt).Where(same => same.Count() > 1))
            yield return $"an attempt runs once: {string.Join(", ", twice)}";
        foreach (var (first, second) in Overlapping(runs))
            yield return $"two runs for one finding are never under way at once: {first} and {second}";

        var begun = runs.Select(run => run.Attempt).ToHashSet();
        var canceled = fleet.Ledger.Texts("SELECT id FROM fix_attempts WHERE outcome = 'canceled'").ToHashSet();
        foreach (var attempt in begun.Intersect(canceled))
            yield return $"an attempt whose run began is not canceled: {attempt}";
        foreach (var attempt in fleet.Ledger.Texts("SELECT id FROM fix_attempts").Except(begun).Except(canceled))
            yield return $"an attempt whose run never began is canceled: {attempt}";
    }

    private static IEnumerable<(JournalRun, JournalRun)> Overlapping(IReadOnlyList<JournalRun> runs) =>
        from first in runs
        from second in runs
        where first.Finding == second.Finding && first.Attempt != second.Attempt
            && first.Begin <= second.Begin && second.Begin < (first.End ?? long.MaxValue)
        select (first, second);
}
