namespace AgentFleet.Faults.Tests.Fleets;

/// <summary>What a fleet is given.</summary>
internal sealed record FleetPlan
{
    /// <summary>Rare: only the look at the start and the looks that attempts ask for. A test then knows which look it meets.</summary>
    public const string Rarely = "every 1h";

    public string Schedule { get; init; } = "every 1s";

    /// <summary>Seconds that each run takes.</summary>
    public string RunLength { get; init; } = "0.1";

    public int MaxConcurrent { get; init; } = 4;

    /// <summary>Where alerts go; null: they wait in the ledger.</summary>
    public Uri? Ntfy { get; init; }

    /// <summary>The section <c>github:</c> of the configuration; null: none.</summary>
    public string? GitHub { get; init; }

    /// <summary>Whether the services find a ledger, or the first of them has to make it.</summary>
    public bool HasLedger { get; init; } = true;

    /// <summary>The state folder; null: one within the fleet's own.</summary>
    public string? State { get; init; }
}
