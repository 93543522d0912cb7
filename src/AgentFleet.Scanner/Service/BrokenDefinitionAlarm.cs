using System.Security.Cryptography;
using System.Text;
using AgentFleet.Definitions;
using AgentFleet.Ledger;
using AgentFleet.Ledger.Alerting;
using AgentFleet.Ledger.Files;
using AgentFleet.Scanner.Definitions;
using Microsoft.Extensions.Logging;

namespace AgentFleet.Scanner.Service;

/// <summary>Tells a person once about each broken edit, wherever it is found first.</summary>
internal sealed partial class BrokenDefinitionAlarm(LedgerFile ledger, ScannerOptions options, ILogger<BrokenDefinitionAlarm> logger)
{
    private readonly Outbox _outbox = new(ledger, "scanner");
    private HashSet<string> _told = [];

    public void Check(FolderSnapshot<ScannerDefinition> folder)
    {
        var broken = folder.Broken.Select(Describe).ToList();
        if (folder.FolderProblems is { Count: > 0 } problems)
            broken.Add(Describe(options.Folder, null, problems, "What was read from it before stays in force."));

        foreach (var alert in broken.Where(alert => !_told.Contains(alert.DedupeKey)))
        {
            Broken(logger, alert.Body);
            _outbox.Append(alert);
        }
        _told = [.. broken.Select(alert => alert.DedupeKey)];
    }

    private static NewAlert Describe(BrokenDefinition broken) => Describe(
        broken.File, broken.Hash, broken.Problems,
        broken.KeptLastGood ? "The last good version stays in force." : "There is no good version of it: this scanner does not look.");

    private static NewAlert Describe(string file, string? hash, IReadOnlyList<Problem> problems, string consequence)
    {
        var said = string.Join('\n', problems);
        hash ??= Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(said)));
        return new(
            AlertKind.DefinitionBroken, $"definition.broken:{file}:{hash}", PlainText.Line($"Broken definition: {Path.GetFileName(file)}", 118),
            BlockText.Of($"{consequence}\n{said}", 1000));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A definition is broken. {Problems}")]
    private static partial void Broken(ILogger logger, string problems);
}
