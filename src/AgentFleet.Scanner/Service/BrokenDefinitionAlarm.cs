using AgentFleet.Definitions;
using AgentFleet.Ledger.Alerting;
using AgentFleet.Ledger.Files;
using AgentFleet.Scanner.Definitions;
using Microsoft.Extensions.Logging;

namespace AgentFleet.Scanner.Service;

/// <summary>
/// Tells a person once about each broken edit. It has to be found twice in a row: an editor may be in the middle of
/// writing the file.
/// </summary>
internal sealed partial class BrokenDefinitionAlarm(LedgerFile ledger, ScannerOptions options, ILogger<BrokenDefinitionAlarm> logger)
{
    private readonly BrokenFiles _files = BrokenFiles.In(ledger, "scanner", options.Folder, ".yaml", ".yml");
    private HashSet<string> _found = [];

    public void Check(FolderSnapshot<ScannerDefinition> folder)
    {
        var broken = folder.Broken.Select(Describe).ToList();
        if (folder.FolderProblems is { Count: > 0 } problems)
            broken.Add(Describe(options.Folder, null, problems, "What was read from it before stays in force."));

        foreach (var alert in _files.Keep(broken, alert => _found.Contains(alert.DedupeKey)))
            Broken(logger, alert.Body);
        _found = broken.Select(alert => alert.DedupeKey).ToHashSet(StringComparer.Ordinal);
    }

    private static NewAlert Describe(BrokenDefinition broken) => Describe(
        broken.File, broken.Hash, broken.Problems,
        broken.KeptLastGood ? "The last good version stays in force." : "There is no good version of it: this scanner does not look.");

    private static NewAlert Describe(string file, string? hash, IReadOnlyList<Problem> problems, string consequence) =>
        NewAlert.BrokenFile(file, hash, problems.Select(problem => problem.ToString()), consequence);

    [LoggerMessage(Level = LogLevel.Error, Message = "A definition is broken. {Problems}")]
    private static partial void Broken(ILogger logger, string problems);
}
