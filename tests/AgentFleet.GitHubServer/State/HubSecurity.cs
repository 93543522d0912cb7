namespace AgentFleet.Hub.State;

/// <summary>The security alerts of a repository. A switched-off kind of alert answers 403 with GitHub's reason.</summary>
public sealed class HubSecurity
{
    private readonly HubRepository _repository;
    private readonly List<HubSecurityAlert> _dependabot = [];
    private readonly List<HubSecurityAlert> _codeScanning = [];

    internal HubSecurity(HubRepository repository) => _repository = repository;

    public bool DependabotIsOn { get; set; } = true;

    /// <summary>Off: 403. On without any analysis: 404.</summary>
    public bool CodeScanningIsOn { get; set; } = true;

    internal IEnumerable<HubSecurityAlert> Dependabot => Enumerable.Reverse(_dependabot);

    internal IEnumerable<HubSecurityAlert> CodeScanning => Enumerable.Reverse(_codeScanning);

    internal bool HasAnalysis { get; private set; }

    /// <param name="severity"><c>low</c>, <c>medium</c>, <c>high</c> or <c>critical</c>.</param>
    public HubSecurityAlert AlertOfDependency(string package, string summary, string severity = "high") =>
        Add(_dependabot, package, summary, severity);

    /// <param name="rule">Such as <c>cs/sql-injection</c>.</param>
    /// <param name="severity"><c>low</c>, <c>medium</c>, <c>high</c> or <c>critical</c>.</param>
    public HubSecurityAlert AlertOfCode(string rule, string summary, string severity = "high") =>
        Add(_codeScanning, rule, summary, severity);

    public void Analyse() => HasAnalysis = true;

    private HubSecurityAlert Add(List<HubSecurityAlert> alerts, string subject, string summary, string severity)
    {
        lock (_repository.World.Gate)
        {
            HasAnalysis |= alerts == _codeScanning;
            var alert = new HubSecurityAlert(_repository, alerts.Count + 1, subject, summary, severity);
            alerts.Add(alert);
            return alert;
        }
    }
}
