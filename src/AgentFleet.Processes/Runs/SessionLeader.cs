namespace AgentFleet.Processes;

/// <summary>The command that makes what follows it the leader of a session of its own, keeping the pid.</summary>
internal static class SessionLeader
{
    private const string PerlScript =
        "use POSIX (); POSIX::setsid() > 0 or die \"setsid: $!\\n\"; exec { $ARGV[0] } @ARGV or die \"$ARGV[0]: $!\\n\"";

    private static readonly Lazy<IReadOnlyList<string>?> Found = new(() => Choose(Find("setsid"), Find("perl")));

    public static IReadOnlyList<string> Prefix =>
        Found.Value ?? throw new RunNotStartedException(
            "neither setsid (util-linux) nor perl is in PATH; a detached run needs one of them");

    /// <summary>setsid on Linux; perl on macOS, which has no setsid command (not run there yet).</summary>
    internal static IReadOnlyList<string>? Choose(string? setsid, string? perl) =>
        setsid is not null ? [setsid]
        : perl is not null ? [perl, "-e", PerlScript]
        : null;

    internal static string? Find(string name) =>
        ProgramFile.Find(name, "/", BaseEnvironment.FromThisProcess()["PATH"] + ":/usr/bin:/bin", out _);
}
