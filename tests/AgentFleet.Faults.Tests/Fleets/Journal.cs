using System.Globalization;

namespace AgentFleet.Faults.Tests.Fleets;

/// <summary>One run, as it wrote itself down. Times are nanoseconds of the machine's clock.</summary>
internal sealed record JournalRun(string Finding, string Attempt, int Pid, long Begin, long? End);

/// <summary>What the runs say of themselves: a line when one begins, a line when it ends.</summary>
internal sealed class Journal(string file)
{
    public IReadOnlyList<string[]> Lines => File.Exists(file)
        ? [.. File.ReadAllLines(file).Select(line => line.Split(' ')).Where(fields => fields.Length == 5)]
        : [];

    public int Begun => Lines.Count(line => line[0] == "begin");

    public int Ended => Lines.Count(line => line[0] == "end");

    public IReadOnlyList<JournalRun> Runs
    {
        get
        {
            var lines = Lines;
            var ends = lines.Where(line => line[0] == "end").ToLookup(line => line[2] + line[3], line => Number(line[4]));
            return [.. lines.Where(line => line[0] == "begin").Select(line => new JournalRun(
                line[1], line[2], (int)Number(line[3]), Number(line[4]),
                ends[line[2] + line[3]].Select(time => (long?)time).FirstOrDefault()))];
        }
    }

    /// <summary>The most runs that were ever under way at once.</summary>
    public int MostAtOnce()
    {
        var runs = Runs;
        return runs.Count == 0 ? 0 : runs.Max(run => runs.Count(other => other.Begin <= run.Begin && run.Begin < (other.End ?? long.MaxValue)));
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
