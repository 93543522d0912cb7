using System.Globalization;
using System.Text.Json.Nodes;
using AgentFleet.Ledger.Scanning;

namespace AgentFleet.Scanner.Checks.GitHub;

/// <summary>
/// What this scanner has found at GitHub and not seen ended, by kind and key; and what an attempt waits for, also when it
/// was seen ended while the attempt still ran: only what is said of it after that is a verdict.
/// </summary>
internal sealed class KnownFindings
{
    private readonly Dictionary<(string Kind, string Key), KnownFinding> _known = [];
    private readonly ILookup<long, KnownFinding> _byRepository;

    /// <param name="awaited">The findings whose attempts wait for this look.</param>
    public KnownFindings(IReadOnlyList<Finding> known, IEnumerable<Guid> awaited)
    {
        var waiting = awaited.ToHashSet();
        foreach (var finding in known.Where(finding => (finding.State != FindingState.Resolved || waiting.Contains(finding.Id)) && finding.Kind.StartsWith("github.", StringComparison.Ordinal)))
        {
            var key = finding.Fingerprint[(finding.Fingerprint.LastIndexOf(':') + 1)..];
            if (long.TryParse(key.Split('/')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var repository))
                _known[(finding.Kind, key)] = new(finding, repository, key, waiting.Contains(finding.Id));
        }
        _byRepository = _known.Values.ToLookup(finding => finding.Repository);
    }

    public KnownFinding? Find(string kind, string key) => _known.GetValueOrDefault((kind, key));

    public IEnumerable<KnownFinding> In(long repository, string kind) => _byRepository[repository].Where(known => known.Finding.Kind == kind);

    /// <summary>Repositories of which a finding waits for a verdict.</summary>
    public IEnumerable<long> Awaited => _known.Values.Where(known => known.Awaited).Select(known => known.Repository);

    /// <summary>Those of repositories that are none of these.</summary>
    public IEnumerable<KnownFinding> Outside(IReadOnlySet<long> repositories) => _known.Values.Where(known => !repositories.Contains(known.Repository));
}

/// <param name="Awaited">An attempt at it waits for a look.</param>
internal sealed record KnownFinding(Finding Finding, long Repository, string Key, bool Awaited)
{
    /// <summary>Of an issue or a pull request; null for what has none.</summary>
    public int? Number => int.TryParse(Key.Split('/')[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>What was seen of it last.</summary>
    public JsonObject Evidence => JsonNode.Parse(Finding.Evidence) as JsonObject ?? [];

    /// <summary>It is well now.</summary>
    public Ending Cured(string reason) => new(Finding.Kind, Key, reason, IsCure: true);

    /// <summary>It concerns nobody any more.</summary>
    public Ending Dropped(string reason) => new(Finding.Kind, Key, reason, IsCure: false);
}
