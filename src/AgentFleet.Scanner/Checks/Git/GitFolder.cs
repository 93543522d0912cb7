using System.Text;

namespace AgentFleet.Scanner.Checks.Git;

/// <summary>The folder in which git keeps what it knows of a checkout.</summary>
internal sealed class GitFolder(string path)
{
    // What git leaves there while it is in the middle of something (builtin/commit.c and wt-status.c of git look for the same).
    private static readonly (string Entry, string Operation)[] Marks =
    [
        ("rebase-merge", "rebase"), ("rebase-apply", "rebase"), ("MERGE_HEAD", "merge"), ("CHERRY_PICK_HEAD", "cherry-pick"),
        ("REVERT_HEAD", "revert"), ("BISECT_LOG", "bisect"),
    ];

    // As much as a path can be.
    private const int Longest = 4096;

    /// <summary>Null when the folder is no checkout. What somebody else put there may keep whoever opens it waiting for ever.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static GitFolder? Of(string checkout)
    {
        var entry = Path.Join(checkout, ".git");
        if (Directory.Exists(entry))
            return new(entry);
        // A worktree or a submodule has a file that says where it is.
        return File.Exists(entry) && Beginning(entry).TrimEnd('\r', '\n') is ['g', 'i', 't', 'd', 'i', 'r', ':', ' ', .. { Length: > 0 } target] && !target.Contains('\0')
            ? new(Path.GetFullPath(target, checkout))
            : null;
    }

    private static string Beginning(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var text = new byte[Longest];
        return Encoding.UTF8.GetString(text, 0, stream.ReadAtLeast(text, text.Length, throwOnEndOfStream: false));
    }

    /// <summary>What git is in the middle of; null: nothing.</summary>
    public string? Operation => Marks.FirstOrDefault(mark => Path.Exists(Path.Join(path, mark.Entry))).Operation;

    /// <summary>When it last asked its upstream; null when it never has.</summary>
    public DateTimeOffset? Fetched => File.Exists(Path.Join(path, "FETCH_HEAD")) ? WrittenTime.Of(Path.Join(path, "FETCH_HEAD")) : null;
}
