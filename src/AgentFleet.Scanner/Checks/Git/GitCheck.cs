using AgentFleet.Definitions;
using AgentFleet.Ledger;
using AgentFleet.Processes;

namespace AgentFleet.Scanner.Checks.Git;

/// <summary>Whether a checkout is as it was meant to be: clean, near its upstream, in the middle of nothing.</summary>
internal sealed class GitCheck(string path, GitJudge judge) : ICheck
{
    private const int Most = 1024 * 1024;

    private static readonly string[] Status = ["status", "--porcelain=v2", "--branch", "--untracked-files=normal", "--ignore-submodules=dirty"];

    /// <summary>The program that is asked; a test has others.</summary>
    internal string Git { get; init; } = "git";

    public static CheckKind Kind { get; } = new(
        "git",
        "Whether a checkout is in the middle of a rebase or merge (always a warning) and, where asked for, has uncommitted changes for too long or is too far from its upstream. Git is not asked to fetch: it compares with what the last fetch brought. A folder that git does not trust, or that is no checkout, makes the look incomplete.",
        "one process (git status), which looks at each file of the checkout",
        (definition, _) => Read(definition))
    {
        Options =
        [
            new("path", "a path", "required", "The checkout's own folder."),
            new("dirty_for", "duration, such as 1d", "not asked", "A warning when a file has had uncommitted changes (or is not tracked) in every look for that long."),
            new("ahead", "number of commits", "not asked", "A warning when more than that were not pushed."),
            new("behind", "number of commits", "not asked", "A warning when more than that were not pulled."),
        ],
    };

    public async Task<Look> LookAsync(LookContext context, CancellationToken ct)
    {
        var began = context.Clock.GetTimestamp();
        var patience = context.Timeout * 0.8;
        var (folder, reason) = await FindAsync(patience, context.Clock, ct);
        if (folder is null)
            return Look.Blind(context.Scanner, reason);
        if (!CanBeCeiling && await Command.RunAsync(Asking(["rev-parse", "--show-prefix"], patience / 2), context.Clock, ct) is not CommandResult.Exited { Code: 0, Output: "\n" })
            return Look.Blind(context.Scanner, $"{path} is no checkout that git understands");
        var answer = await Command.RunAsync(Asking(Status, patience - context.Clock.GetElapsedTime(began)), context.Clock, ct);
        return answer switch
        {
            CommandResult.Exited { Code: 0 } ended when GitStatus.Parse(ended.Output) is { } status => judge.Of(context, folder, status, ended.Truncated),
            CommandResult.Exited ended => Look.Blind(context.Scanner, Reason(ended.Errors)),
            CommandResult.NotStarted never => Look.Blind(context.Scanner, never.Reason),
            _ => Look.Blind(context.Scanner, $"git did not answer in time about {path}"),
        };
    }

    private async Task<(GitFolder? Folder, string Reason)> FindAsync(TimeSpan patience, TimeProvider clock, CancellationToken ct)
    {
        try
        {
            // A thread of its own: on a file system that hangs it is lost, and must not be one of the pool's.
            return await Task.Factory.StartNew(
                () => (GitFolder.Of(path), Directory.Exists(path) ? $"{path} is no checkout: it has no .git" : $"{path} does not exist or cannot be reached"),
                ct, TaskCreationOptions.LongRunning, TaskScheduler.Default).WaitAsync(patience, clock, ct);
        }
        catch (TimeoutException)
        {
            return (null, $"{path} did not answer in time");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, $"{path} cannot be read: {e.Message}");
        }
    }

    // Git parts the ceilings by colons: where one is in the way, it has to be asked whether it went further up.
    private bool CanBeCeiling => Path.GetDirectoryName(path)?.Contains(':', StringComparison.Ordinal) != true;

    // Nothing that the checkout's own settings name is to run, nothing is to be written, and nobody to be asked.
    private CommandSpec Asking(string[] question, TimeSpan timeout) => new(
        [Git, "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "core.quotePath=true", "-C", path, .. question],
        timeout > TimeSpan.Zero ? timeout : TimeSpan.FromMilliseconds(1))
    {
        OutputLimit = Most,
        Grace = TimeSpan.FromMilliseconds(500),
        Environment = new Dictionary<string, string>(BaseEnvironment.FromThisProcess(), StringComparer.Ordinal)
        {
            ["GIT_OPTIONAL_LOCKS"] = "0",
            ["GIT_TERMINAL_PROMPT"] = "0",
            ["GIT_ALLOW_PROTOCOL"] = "none",
            ["GIT_NO_LAZY_FETCH"] = "1",
            // A folder whose .git is broken must not be taken for a part of the checkout around it.
            ["GIT_CEILING_DIRECTORIES"] = Path.GetDirectoryName(path) ?? "/",
        },
    };

    private string Reason(string errors) => errors.Contains("dubious ownership", StringComparison.Ordinal)
        ? $"{path} belongs to somebody else: run the scanner as its owner, or trust it with: git config --global --add safe.directory {path}"
        : PlainText.Line($"git status fails in {path}: {errors}", 300);

    private static GitCheck Read(YamlMap definition)
    {
        var path = definition.Require("path") ? definition.ExpandedText("path", ProcessEnvironment.All) : null;
        if (path is not null && !Path.IsPathRooted(path))
            definition.Refuse("path", $"\"path\" must begin with \"/\" or \"~/\", not {Quoted.Of(path)}");
        TimeSpan? dirtyFor = definition.Has("dirty_for") ? definition.Duration("dirty_for", TimeSpan.Zero, min: TimeSpan.FromSeconds(1), max: TimeSpan.FromDays(365)) : null;
        return new GitCheck(Path.TrimEndingDirectorySeparator(path ?? "/"), new GitJudge(path ?? "/", dirtyFor, Limit("ahead"), Limit("behind")));

        int? Limit(string key) => definition.Has(key) ? definition.WholeNumber(key, 0, min: 0) : null;
    }
}
