using System.Security.Cryptography;
using AgentFleet.Configuration;
using AgentFleet.Definitions;
using AgentFleet.Verbs;

namespace AgentFleet.Trying;

/// <summary>The temporary folder of a rehearsal: real log files over their limit, a scanner for them, the shipped policies.</summary>
internal sealed record Stage(string Root, string Policy, long PlantedBytes)
{
    public const string Scanner = "rehearsal-logs";

    /// <summary>Bytes above which the planted folder is a finding.</summary>
    public const long Limit = 4L << 20;

    // The folder that the shipped policy for claude may work in; on this stage it is the planted one.
    private const string ShippedFolder = "/var/log";

    private const int RotatedFiles = 12;
    private const int RotatedBytes = 1 << 20;

    public string State => Path.Combine(Root, "state");

    /// <summary>Where the one look at this machine is kept.</summary>
    public string MachineState => Path.Combine(Root, "machine");

    public string Logs => Path.Combine(Root, "logs");

    public string Scanners => Path.Combine(Root, "scanners");

    public string Policies => Path.Combine(Root, "policies");

    public static Stage Build(string executor)
    {
        var stage = new Stage(
            Directory.CreateTempSubdirectory("agentfleet-try-").FullName,
            executor == "claude" ? "rotated-logs-claude" : "rotated-logs",
            RotatedFiles * RotatedBytes);
        stage.PlantLogs();
        stage.WriteScanner();
        stage.CopyPolicies();
        return stage;
    }

    private void PlantLogs()
    {
        Directory.CreateDirectory(Logs);
        File.WriteAllText(Path.Combine(Logs, "app.log"), "the log that is being written; no cure may touch it\n");
        for (var days = 1; days <= RotatedFiles; days++)
        {
            var file = Path.Combine(Logs, $"app.log.{days}");
            // Random, so that a file system that compresses cannot make it small.
            File.WriteAllBytes(file, RandomNumberGenerator.GetBytes(RotatedBytes));
            File.SetLastWriteTimeUtc(file, Site.Clock.GetUtcNow().UtcDateTime.AddDays(-days));
        }
    }

    private void WriteScanner()
    {
        Directory.CreateDirectory(Scanners);
        File.WriteAllText(Path.Combine(Scanners, Scanner + ".yaml"), $$"""
            kind: folder-size
            path: {{Logs}}
            schedule: every 1m
            confirm_after: 2
            thresholds: { warning: {{Sizes.Print(Limit).Replace(" ", "", StringComparison.Ordinal)}}, critical: 1GiB }
            policy: {{Policy}}
            """);
    }

    private void CopyPolicies()
    {
        Directory.CreateDirectory(Policies);
        foreach (var file in Directory.EnumerateFiles(Shipped.Policies, "*.md"))
            File.WriteAllText(Path.Combine(Policies, Path.GetFileName(file)), File.ReadAllText(file).Replace(ShippedFolder, Logs, StringComparison.Ordinal));
    }
}
