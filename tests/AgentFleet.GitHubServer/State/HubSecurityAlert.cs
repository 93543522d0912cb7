namespace AgentFleet.Hub.State;

/// <summary>An alert of Dependabot or of code scanning. They are numbered apart.</summary>
public sealed class HubSecurityAlert
{
    internal HubSecurityAlert(HubRepository repository, int number, string subject, string summary, string severity)
    {
        (Repository, Number, Subject, Summary, Severity) = (repository, number, subject, summary, severity);
        (CreatedAt, UpdatedAt) = (repository.World.Now, repository.World.Now);
    }

    public int Number { get; }

    public bool IsOpen => State == "open";

    internal HubRepository Repository { get; }

    /// <summary>A package, or a rule.</summary>
    internal string Subject { get; }

    internal string Summary { get; }

    internal string Severity { get; }

    internal DateTimeOffset CreatedAt { get; }

    internal DateTimeOffset UpdatedAt { get; private set; }

    internal DateTimeOffset? FixedAt { get; private set; }

    internal DateTimeOffset? DismissedAt { get; private set; }

    internal HubUser? DismissedBy { get; private set; }

    /// <summary>By a rule, and not by a person; only Dependabot has that.</summary>
    internal DateTimeOffset? AutoDismissedAt { get; private set; }

    internal string State => FixedAt is not null ? "fixed" : DismissedAt is not null ? "dismissed" : AutoDismissedAt is not null ? "auto_dismissed" : "open";

    public void Fix() => Change(now => FixedAt = now);

    public void Dismiss(HubUser by) => Change(now => (DismissedAt, DismissedBy) = (now, by));

    public void AutoDismiss() => Change(now => AutoDismissedAt = now);

    private void Change(Action<DateTimeOffset> change)
    {
        lock (Repository.World.Gate)
        {
            UpdatedAt = Repository.World.Now;
            change(UpdatedAt);
        }
    }
}
