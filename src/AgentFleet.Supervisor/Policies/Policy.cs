using AgentFleet.Ledger.Fixing;

namespace AgentFleet.Supervisor.Policies;

/// <summary>How a kind of finding is to be fixed: by whom, with what, and how often. One file, <c>policies/NAME.md</c>.</summary>
public sealed record Policy
{
    public required string Name { get; init; }

    /// <summary>SHA-256 of the file: says which version an attempt worked under.</summary>
    public required string Hash { get; init; }

    /// <summary>The whole file as it was read; kept with each run.</summary>
    public required string Source { get; init; }

    /// <summary>Findings that it takes without being named by a scanner's definition; null: only when named.</summary>
    public FindingMatch? Match { get; init; }

    public required ExecutorSettings Executor { get; init; }

    /// <summary>A run that takes longer is ended.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>A run that gives no sign of life for this long is ended.</summary>
    public required TimeSpan StallAfter { get; init; }

    /// <summary>Counted attempts after which a person is called, or <see cref="Then"/> takes over.</summary>
    public required int MaxAttempts { get; init; }

    public required Backoff Backoff { get; init; }

    /// <summary>A finding that comes back within this time after it was resolved counts its attempts on.</summary>
    public required TimeSpan Relapse { get; init; }

    /// <summary>The policy to fall back on when all attempts are spent.</summary>
    public string? Then { get; init; }

    /// <summary>Names of variables that are passed on from the supervisor's environment.</summary>
    public required IReadOnlyList<string> Env { get; init; }

    public required Template Instructions { get; init; }
}

/// <summary>What an executor needs to know of a policy.</summary>
public abstract record ExecutorSettings
{
    private ExecutorSettings()
    {
    }

    public abstract ExecutorKind Kind { get; }

    /// <summary>A known cure: a command, run as it stands.</summary>
    public sealed record Runbook(IReadOnlyList<string> Argv) : ExecutorSettings
    {
        public override ExecutorKind Kind => ExecutorKind.Runbook;
    }

    /// <summary>A headless <c>claude</c> run.</summary>
    public sealed record Claude : ExecutorSettings
    {
        public override ExecutorKind Kind => ExecutorKind.Claude;

        /// <summary>Null: the CLI's own default.</summary>
        public string? Model { get; init; }

        public required int MaxTurns { get; init; }

        public required decimal MaxBudgetUsd { get; init; }

        /// <summary>Rules such as <c>Read</c> or <c>Bash(du:*)</c>; no tool but those named here exists for the run.</summary>
        public required IReadOnlyList<string> AllowedTools { get; init; }

        public required IReadOnlyList<string> DisallowedTools { get; init; }

        /// <summary>Folders beside its own that the run may work in.</summary>
        public required IReadOnlyList<string> Directories { get; init; }

        public required PermissionMode PermissionMode { get; init; }

        /// <summary>The user's and the project's own settings to be loaded: none unless the policy asks for them.</summary>
        public required IReadOnlyList<string> SettingSources { get; init; }

        /// <summary>Settings of the policy's own: the text of a JSON object that was checked; null for none.</summary>
        public string? Settings { get; init; }

        /// <summary>The file that they were read from.</summary>
        public string? SettingsFile { get; init; }
    }
}

/// <summary>The permission modes that a run may have. One that skips permissions is not among them.</summary>
public enum PermissionMode
{
    Default,
    AcceptEdits,
    DontAsk,
    Plan,
}
