using System.Text.Json.Nodes;
using AgentFleet.Ledger;

namespace AgentFleet.Scanner.Checks.Processes;

/// <summary>Who is behind it: a few processes as evidence. Their names are strangers' text.</summary>
internal static class Suspects
{
    private const int Most = 5;
    private const int LongestName = 60;

    /// <summary>Those that hold the most memory.</summary>
    public static JsonArray Largest(string proc, CancellationToken ct) => Listed(
        ProcessList.Read(proc, ct).Seen.OrderByDescending(process => process.ResidentPages),
        process => ("resident_bytes", process.ResidentPages * Environment.SystemPageSize));

    /// <summary>Those that run or wait for a device just now, which is what the load counts.</summary>
    public static JsonArray Busy(string proc, CancellationToken ct) => Listed(
        ProcessList.Read(proc, ct).Seen.Where(process => process.State is 'R' or 'D' && process.Pid != Environment.ProcessId),
        process => ("state", process.State.ToString()));

    /// <summary>The processes that left the most children behind.</summary>
    public static JsonArray ParentsOf(IEnumerable<ProcessStat> children) =>
        new([.. children.GroupBy(child => child.Parent).OrderByDescending(left => left.Count()).Take(Most)
            .Select(left => new JsonObject { ["pid"] = left.Key, ["zombies"] = left.Count() })]);

    private static JsonArray Listed(IEnumerable<ProcessStat> processes, Func<ProcessStat, (string Key, JsonNode Value)> also) =>
        new([.. processes.Take(Most).Select(process =>
        {
            var (key, value) = also(process);
            return new JsonObject { ["pid"] = process.Pid, ["name"] = PlainText.Line(process.Name, LongestName), [key] = value };
        })]);
}
