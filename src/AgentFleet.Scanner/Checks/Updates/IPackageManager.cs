namespace AgentFleet.Scanner.Checks.Updates;

/// <summary>Something that keeps packages of this machine up to date. It is asked for what it knows already; nothing is fetched or changed.</summary>
internal interface IPackageManager
{
    /// <summary>What its sources are called after, such as <c>dnf-lists</c>; empty for apt, which had them first.</summary>
    string Name { get; }

    bool IsThere { get; }

    /// <summary>Whether it tells updates for security from others.</summary>
    bool TellsSecurity { get; }

    /// <summary>Changes whenever an answer that costs much may change.</summary>
    string State { get; }

    /// <summary>The updates that wait.</summary>
    /// <exception cref="UnansweredException">It does not say.</exception>
    Task<PendingSummary> PendingAsync(ManagerAnswers answers, CancellationToken ct);

    /// <summary>When it last asked what there is.</summary>
    /// <exception cref="UnansweredException">It has never asked, or nobody can tell.</exception>
    /// <exception cref="IOException">Its files cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Its files may not be read.</exception>
    Task<DateTimeOffset> ListsFetchedAsync(ManagerAnswers answers, CancellationToken ct);

    /// <summary>Whether a reboot is to be done; null where it does not tell of reboots.</summary>
    /// <exception cref="UnansweredException">It should say and does not.</exception>
    Task<RestartNeed?> RestartAsync(ManagerAnswers answers, CancellationToken ct);
}

/// <summary>A package manager does not answer; the message says why.</summary>
internal sealed class UnansweredException(string reason) : IOException(reason);
