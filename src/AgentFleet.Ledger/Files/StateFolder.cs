namespace AgentFleet.Ledger.Files;

/// <summary>
/// The one folder that holds everything AgentFleet keeps: <c>ledger.db</c>, <c>runs/</c>, <c>locks/</c>, <c>wake/</c>.
/// Folders are made with mode 0700: run streams and evidence may hold what only the owner should read.
/// </summary>
public sealed record StateFolder(string Root)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public string Ledger => Path.Combine(Root, "ledger.db");

    public string Locks => Path.Combine(Root, "locks");

    public string Wake => Path.Combine(Root, "wake");

    public string Runs => Path.Combine(Root, "runs");

    /// <summary>The folder of one attempt's run: order, policy as used, untrusted data, stream, result.</summary>
    public string Run(Guid attempt) => Path.Combine(Runs, attempt.ToString());

    /// <summary>The lock that a supervisor holds for as long as it lives.</summary>
    public string SupervisorLock(string owner) => Path.Combine(Locks, $"supervisor-{owner}.lock");

    /// <summary>The lock that is held during one cycle of a scanner.</summary>
    public string ScannerLock(string scanner) => Path.Combine(Locks, $"scanner-{scanner}.lock");

    /// <summary>
    /// Where the state lives: what the caller named, else <c>$AGENTFLEET_HOME</c>, else the platform's place for state.
    /// </summary>
    public static StateFolder Locate(string? named, IReadOnlyDictionary<string, string> environment)
    {
        var root = named ?? environment.GetValueOrDefault("AGENTFLEET_HOME");
        if (!string.IsNullOrEmpty(root))
            return new(Path.GetFullPath(root));

        var home = environment.GetValueOrDefault("HOME")
            ?? throw new LedgerException("there is no $HOME to keep state in; pass --state DIR or set $AGENTFLEET_HOME");
        if (OperatingSystem.IsMacOS())
            return new(Path.Combine(home, "Library", "Application Support", "agentfleet"));

        var state = environment.GetValueOrDefault("XDG_STATE_HOME");
        return new(Path.Combine(string.IsNullOrEmpty(state) ? Path.Combine(home, ".local", "state") : state, "agentfleet"));
    }

    /// <summary>Makes the folders that are missing.</summary>
    /// <exception cref="LedgerException">When a folder cannot be made; says which and why.</exception>
    public void Create()
    {
        foreach (var folder in new[] { Root, Locks, Wake, Runs })
        {
            try
            {
                Directory.CreateDirectory(folder, OwnerOnly);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new LedgerException($"cannot make the folder {folder}: {e.Message}", e);
            }
        }
    }
}
