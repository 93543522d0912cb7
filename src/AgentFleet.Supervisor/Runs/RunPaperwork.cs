using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentFleet.Ledger;
using AgentFleet.Ledger.Fixing;
using AgentFleet.Ledger.Scanning;
using AgentFleet.Supervisor.Policies;

namespace AgentFleet.Supervisor.Runs;

/// <summary>
/// Writes what a run is given. The order and the instructions hold our own words only; whatever a stranger may have
/// written goes to files under <c>untrusted/</c>, which the order names as such.
/// </summary>
internal static class RunPaperwork
{
    private const UnixFileMode OwnerFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static void Write(RunFolder folder, string host, Finding finding, Attempt attempt, Policy policy, IReadOnlyList<Attempt> earlier)
    {
        foreach (var path in new[] { folder.Root, folder.Work, folder.Untrusted, Path.Combine(folder.Untrusted, "evidence") })
            Directory.CreateDirectory(path, OwnerFolder);

        var values = Values(folder, host, finding, attempt, policy);
        WriteFile(folder.Policy, policy.Source);
        WriteFile(folder.Instructions, policy.Instructions.Fill(values));
        WriteFile(folder.Order, OrderText.For(finding, attempt, policy, folder, host));
        if (policy.Executor is ExecutorSettings.Claude { Settings: { } settings })
            WriteFile(folder.Settings, settings);
        WriteFile(folder.Heartbeat, "");
        WriteUntrusted(folder, finding, earlier);
    }

    internal static void WriteFile(string path, string text)
    {
        using var stream = new FileStream(path, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = OwnerFile });
        using var writer = new StreamWriter(stream);
        writer.Write(text);
    }

    private static Dictionary<string, string> Values(RunFolder folder, string host, Finding finding, Attempt attempt, Policy policy) => new()
    {
        ["host.name"] = host,
        ["finding.id"] = finding.Id.ToString(),
        ["finding.kind"] = finding.Kind,
        ["finding.severity"] = Words.Of(finding.Severity),
        ["finding.scanner"] = finding.Scanner,
        ["attempt.number"] = attempt.Number.ToString(CultureInfo.InvariantCulture),
        ["attempt.max"] = policy.MaxAttempts.ToString(CultureInfo.InvariantCulture),
        ["run.folder"] = folder.Root,
        ["run.untrusted"] = folder.Untrusted,
        ["policy.name"] = policy.Name,
    };

    private static void WriteUntrusted(RunFolder folder, Finding finding, IReadOnlyList<Attempt> earlier)
    {
        var evidence = JsonNode.Parse(finding.Evidence) as JsonObject ?? [];
        var description = new JsonObject
        {
            ["subject"] = finding.Subject,
            ["title"] = finding.Title,
            ["severity"] = Words.Of(finding.Severity),
            ["episode"] = finding.Episode,
            ["first_seen_at"] = Times.Text(finding.FirstSeenAt),
            ["evidence"] = evidence.DeepClone(),
            ["earlier_attempts"] = new JsonArray([.. earlier.Where(a => a.Outcome is not null).Select(Describe)]),
        };
        WriteFile(Path.Combine(folder.Untrusted, "finding.json"), description.ToJsonString(Indented));
        // One file for each simple value, so that a shell script needs no JSON parser: path=$(cat "$AGENTFLEET_UNTRUSTED/evidence/path")
        foreach (var (name, value) in evidence.Where(e => e.Value is JsonValue && IsFileName(e.Key)))
            WriteFile(Path.Combine(folder.Untrusted, "evidence", name), value!.ToString());
    }

    private static JsonNode Describe(Attempt attempt) => new JsonObject
    {
        ["number"] = attempt.Number,
        ["policy"] = attempt.Policy,
        ["outcome"] = Words.Of(attempt.Outcome!.Value),
        ["reason"] = attempt.OutcomeReason,
    };

    private static bool IsFileName(string key) => key.Length is > 0 and < 64 && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '_');
}
