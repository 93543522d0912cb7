namespace AgentFleet.Ledger.Alerting;

/// <summary>Why the phone rings, as the ledger's word for it and how loudly (ntfy's 1 to 5).</summary>
public sealed record AlertKind
{
    /// <summary>Something is wrong, and no policy may fix it.</summary>
    public static readonly AlertKind FindingOpened = new("finding.opened", 4);

    /// <summary>It went away by itself.</summary>
    public static readonly AlertKind FindingCleared = new("finding.cleared", 2);

    /// <summary>A second look proves an attempt.</summary>
    public static readonly AlertKind FindingFixed = new("finding.fixed", 3);

    /// <summary>All attempts are spent; a person is needed.</summary>
    public static readonly AlertKind FindingEscalated = new("finding.escalated", 5);

    /// <summary>An agent was denied what it asked for; its policy needs a person.</summary>
    public static readonly AlertKind FindingRefused = new("finding.refused", 4);

    /// <summary>Somebody without the right asked for a fix; nothing is done.</summary>
    public static readonly AlertKind AuthorityRefused = new("finding.refused", 2);

    /// <summary>The model's usage limit; work goes on by itself when it resets.</summary>
    public static readonly AlertKind UsageLimitBegun = new("usage_limit.begun", 3);

    /// <summary>The model does not accept the login.</summary>
    public static readonly AlertKind LoginNeeded = new("login.needed", 5);

    /// <summary>The agent's program is not there, or cannot be started.</summary>
    public static readonly AlertKind AgentMissing = new("agent.missing", 5);

    /// <summary>An edit of a definition, a policy or the configuration is broken; the last good version is in force.</summary>
    public static readonly AlertKind DefinitionBroken = new("definition.broken", 4);

    /// <summary>GitHub's deliveries cannot be taken; it is looked at by schedule alone.</summary>
    public static readonly AlertKind WebhookClosed = new("webhook.closed", 3);

    private AlertKind(string word, int priority) => (Word, Priority) = (word, priority);

    public string Word { get; }

    public int Priority { get; }
}
