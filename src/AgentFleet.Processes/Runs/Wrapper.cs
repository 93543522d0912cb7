using System.ComponentModel;
using System.Diagnostics;

namespace AgentFleet.Processes;

/// <summary>The little shell program around every detached run, which is its session's leader.</summary>
internal static class Wrapper
{
    // Constant: data reaches it only as positional parameters ($1 run directory, $2 input, then argv) and on stdin.
    //  - The identity comes on stdin: only then does the starter know whom it started, and if the starter died before,
    //    nothing runs. A pid that is not our own would mean that setsid forked.
    //  - HUP is ignored by the run too, as with nohup. The trapped signals end the program (a trap is reset in the
    //    subshell) but not the wrapper, which stays to write the exit code down.
    //  - "started" is said in the subshell, where TERM has its meaning again: between the fork and that moment a TERM
    //    would be lost. Nobody may be listening any more, hence PIPE.
    //  - Both files are written by a builtin in one go and count only with their line end. A separate `mv` could be
    //    killed with the tree.
    //  - The run's own files are the owner's alone; what the program makes goes by the mask that we were given.
    //  - `exec` in the subshell, because a bare "$@" would also find the shell's builtins.
    internal const string Script = """
        agentfleet_mask=$(umask)
        umask 077
        trap '' HUP
        trap : INT QUIT TERM PIPE
        IFS= read -r agentfleet_identity || exit 76
        case $agentfleet_identity in "$$@"*) ;; *) exit 77 ;; esac
        PATH=/usr/bin:/bin:$PATH mkdir "$1/gate" || exit 75
        printf '%s\n' "$agentfleet_identity" >"$1/pid" || exit 78
        unset agentfleet_identity
        exec 3>&1 </dev/null >/dev/null 2>&1
        (
            trap : PIPE
            echo started >&3
            exec 3>&-
            trap - PIPE
            exec 2>>"$1/stderr.log" >>"$1/stream.jsonl" <"$2"
            umask "$agentfleet_mask"
            unset agentfleet_mask
            shift 2
            exec "$@"
        )
        printf '%s\n' "$?" >"$1/exit"
        """;

    internal static IReadOnlyList<string> Argv(RunSpec spec) =>
    [
        .. SessionLeader.Prefix, "/bin/sh", "-c", Script, "agentfleet-run",
        Path.GetFullPath(spec.RunDirectory), Path.GetFullPath(spec.StandardInputFile ?? "/dev/null"), .. spec.Argv,
    ];

    /// <summary>Starts the wrapper and returns once the run has passed its gate.</summary>
    public static Process Start(RunSpec spec, out ProcessIdentity identity)
    {
        Check(spec);
        var argv = Argv(spec);
        try
        {
            var process = Launcher.Start(argv[0], argv.Skip(1), Path.GetFullPath(spec.WorkingDirectory), spec.Environment, spec.RunId);
            identity = LetGo(process);
            return process;
        }
        catch (Win32Exception e)
        {
            throw new RunNotStartedException($"{argv[0]}: {new Win32Exception(e.NativeErrorCode).Message}", e);
        }
    }

    private static void Check(RunSpec spec)
    {
        // A leading dash would be an option of sh's exec.
        if (spec.Argv is not [{ Length: > 0 } program, ..] || program[0] == '-')
            throw new ArgumentException("a run needs a program to run, not an option", nameof(spec));
        foreach (var folder in new[] { spec.WorkingDirectory, spec.RunDirectory })
        {
            if (!Directory.Exists(folder))
                throw new RunNotStartedException($"{folder}: no such directory");
        }

        if (spec.StandardInputFile is { } input && !File.Exists(input))
            throw new RunNotStartedException($"{input}: no such file");
    }

    private static ProcessIdentity LetGo(Process process)
    {
        using var input = process.StandardInput;
        using var output = process.StandardOutput;
        using var errors = process.StandardError;
        var identity = ProcessIdentity.Of(process.Id) ?? ProcessIdentity.None;
        try
        {
            input.WriteLine(identity.ToString());
            input.Flush();
        }
        catch (IOException)
        {
            // It has ended already; the next lines read why.
        }

        if (output.ReadLine() is not null)
            return identity;

        var said = errors.ReadToEnd().ReplaceLineEndings(" ").Trim();
        process.WaitForExit();
        throw new RunNotStartedException($"the run's wrapper ended with {process.ExitCode} before the run began: {said}");
    }
}
