using AgentFleet.Ledger.Alerting;

namespace AgentFleet.Ledger.Fixing;

/// <summary>Why work is held back.</summary>
public enum HoldKind
{
    /// <summary>A person stopped all dispatching (target <c>*</c>) or that of one policy (its name).</summary>
    Pause,

    /// <summary>A person wants to hear and do nothing about a finding (target: its fingerprint).</summary>
    Mute,

    /// <summary>The model cannot be used for now (target: the executor's word), or GitHub cannot be asked (<c>github</c>).</summary>
    Limit,
}

/// <summary>A hold to be placed. <paramref name="Until"/> null: until it is lifted.</summary>
public sealed record NewHold(HoldKind Kind, string Target, string Reason, string Actor, DateTimeOffset? Until)
{
    /// <summary>The target of a limit that holds back the findings which GitHub is asked about before each run.</summary>
    public const string GitHub = "github";

    public NewAlert? Alert { get; init; }
}

/// <summary>A hold in force.</summary>
public sealed record Hold(Guid Id, HoldKind Kind, string Target, string Reason, string Actor, DateTimeOffset From, DateTimeOffset? Until);
