using System.Text.Json.Nodes;
using AgentFleet.Ledger;

namespace AgentFleet.Scanner.Checks.Processes;

/// <summary>Who is behind it: a few processes as evidence. Their names are strangers' text.</summary>
internal static class Suspects
{
    private const int Most = 5;
    private const int LongestName = 60;

    /// <summary>Those that hold the most memory.</summary>
    public static async Task<JsonArray> LargestAsync(IProcessSource processes, LookContext context, CancellationToken ct) => Listed(
        (await ReadAsync(processes, context, ct)).OrderByDescending(process => process.ResidentBytes),
        process => ("resident_bytes", process.ResidentBytes));

    /// <summary>Those that run or wait for a device just now, which is what the load counts.</summary>
    public static async Task<JsonArray> BusyAsync(IProcessSource processes, LookContext context, CancellationToken ct) => Listed(
        (await ReadAsync(processes, context, ct)).Where(process => process.IsBusy && process.Pid != Environment.ProcessId),
        process => ("state", process.State.ToString()));

    /// <summary>The processes that left the most children behind.</summary>
    public static JsonArray ParentsOf(IEnumerable<SeenProcess> children) =>
        new([.. children.GroupBy(child => child.Parent).OrderByDescending(left => left.Count()).Take(Most)
            .Select(left => new JsonObject { ["pid"] = left.Key, ["zombies"] = left.Count() })]);

    // Evidence must not cost the look its time.
    private static async Task<IReadOnlyList<SeenProcess>> ReadAsync(IProcessSource processes, LookContext context, CancellationToken ct) =>
        (await processes.ReadAsync(withCommands: false, context.Timeout * 0.3, context.Clock, ct)).Seen;

    private static JsonArray Listed(IEnumerable<SeenProcess> processes, Func<SeenProcess, (string Key, JsonNode Value)> also) =>
        new([.. processes.Take(Most).Select(process =>
        {
            var (key, value) = also(process);
            return new JsonObject { ["pid"] = process.Pid, ["name"] = PlainText.Line(process.Name, LongestName), [key] = value };
        })]);
}
