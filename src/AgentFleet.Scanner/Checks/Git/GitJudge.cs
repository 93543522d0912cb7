using System.Text.Json.Nodes;
using AgentFleet.Definitions;
using AgentFleet.Ledger;

namespace AgentFleet.Scanner.Checks.Git;

/// <summary>Says how bad it is what a checkout shows. A limit of null is not asked for.</summary>
internal sealed class GitJudge(string path, TimeSpan? dirtyFor, int? mostAhead, int? mostBehind)
{
    private const int MostNamed = 5;

    public Look Of(LookContext context, GitFolder folder, GitStatus status, bool cut)
    {
        var now = context.Clock.GetUtcNow();
        var changes = ChangeNotes.Of(context.Notes, status.Changed, now);
        var oldest = changes.Oldest is { } since ? now - since : (TimeSpan?)null;
        string?[] told =
        [
            folder.Operation is { } operation ? $"is in the middle of a {operation}" : null,
            oldest >= dirtyFor ? $"has had uncommitted changes for {Durations.Print(Whole(oldest.Value))} ({status.Changed.Count} {(status.Changed.Count == 1 ? "file" : "files")} now)" : null,
            status.Ahead > mostAhead ? $"has {Commits(status.Ahead.Value)} to push" : null,
            status.Behind > mostBehind ? $"is {Commits(status.Behind.Value)} behind {status.Upstream}" : null,
        ];
        var bad = told.OfType<string>().ToList();
        var title = $"{path} {(bad.Count > 0 ? string.Join(", ", bad) : $"is well ({status.Branch}, {status.Changed.Count} uncommitted)")}";
        var seen = new Observation(null, bad.Count > 0 ? Level.Warning : Level.Ok, PlainText.Line(title, 300), Evidence(folder, status, oldest, now));

        var asked = mostAhead is not null || mostBehind is not null;
        var incomplete = asked && status.Ahead is null ? $"{path}: {Standing(status)}, so nobody can tell how far it is from one"
            : cut ? $"{path}: more changes than can be read" : null;
        // What is bad is bad, whatever could not be seen besides.
        return new([new SourceLook(context.Scanner, incomplete is null || bad.Count > 0 ? [seen] : [], incomplete)]) { Notes = changes.Notes };
    }

    private JsonObject Evidence(GitFolder folder, GitStatus status, TimeSpan? oldest, DateTimeOffset now) => new()
    {
        ["path"] = PlainText.Line(path, 1000),
        ["branch"] = Shown(status.Branch),
        ["upstream"] = Shown(status.Upstream),
        ["operation"] = folder.Operation,
        ["uncommitted_files"] = status.Changed.Count,
        ["uncommitted"] = new JsonArray([.. status.Changed.Take(MostNamed).Select(file => JsonValue.Create(Shown(file)))]),
        ["uncommitted_seconds"] = oldest is { } time ? Math.Floor(time.TotalSeconds) : null,
        ["ahead_commits"] = status.Ahead,
        ["behind_commits"] = status.Behind,
        ["fetched_seconds_ago"] = folder.Fetched is { } fetched ? Math.Floor((now - fetched).TotalSeconds) : null,
        ["dirty_for_seconds"] = dirtyFor?.TotalSeconds,
        ["most_ahead_commits"] = mostAhead,
        ["most_behind_commits"] = mostBehind,
    };

    private static string Standing(GitStatus status) => status switch
    {
        { Branch: "(detached)" } => "it is on no branch",
        { Upstream: null } => $"the branch {status.Branch} has no upstream",
        _ => $"the upstream {status.Upstream} is gone",
    };

    private static string? Shown(string? text) => text is null ? null : PlainText.Line(text, 200);

    private static string Commits(int count) => count == 1 ? "1 commit" : FormattableString.Invariant($"{count} commits");

    private static TimeSpan Whole(TimeSpan time) => time.TotalMinutes < 1
        ? TimeSpan.FromSeconds(Math.Floor(time.TotalSeconds))
        : TimeSpan.FromMinutes(Math.Floor(time.TotalMinutes));
}
