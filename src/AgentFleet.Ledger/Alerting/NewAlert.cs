namespace AgentFleet.Ledger.Alerting;

/// <summary>
/// An alert to be put in the outbox, in the transaction of the change that it reports. A second one with the same
/// <paramref name="DedupeKey"/> is dropped. <paramref name="Title"/> and <paramref name="Body"/> must stand alone:
/// the phone may show nothing else.
/// </summary>
public sealed record NewAlert(AlertKind Kind, string DedupeKey, string Title, string Body)
{
    public Guid? FindingId { get; init; }

    /// <summary>Written for the record, but not sent: the finding is muted.</summary>
    public bool Suppressed { get; init; }
}
