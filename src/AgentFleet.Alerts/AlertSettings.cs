namespace AgentFleet.Alerts;

/// <summary>
/// Where alerts go, as the newest good configuration says; asked before every message, so that an edit counts at once.
/// Null: nowhere, and alerts wait in the ledger.
/// </summary>
public sealed record AlertSettings(Func<NtfyOptions?> Ntfy);
