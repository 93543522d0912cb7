using AgentFleet.Definitions;

namespace AgentFleet.Scanner.Checks.Freshness;

/// <summary>How old the newest file is, such as of a backup.</summary>
internal sealed class FreshnessCheck(string path, string? pattern, FreshnessJudge judge) : ICheck
{
    public static CheckKind Kind { get; } = new(
        "freshness",
        "How old a file is, or the newest file of a folder, such as of backups. A file that is not there, and a folder in which nothing matches, are critical. A time of more than five minutes in the future is a warning. What cannot be read makes the look incomplete.",
        "one look at a file, or at each that matches in one folder",
        (definition, _) => Read(definition))
    {
        Options =
        [
            new("path", "a path", "required", "A file, or a folder; folders in it are not entered, links in it are passed over."),
            new("pattern", "a name with * and ?", "* in a folder", "Which files of the folder count, such as \"db-*.gz\"."),
            new("thresholds", "durations, such as 26h", "required: one of the two", "The age of the newest file, by its time of modification."),
            new("min_size", "a size, such as 1MiB", "any size", "A newest file that is smaller is critical."),
        ],
    };

    // A thread of its own: on a file system that hangs it is lost, and must not be one of the pool's.
    public Task<Look> LookAsync(LookContext context, CancellationToken ct) => Task.Factory.StartNew(
        () => NewestFile.Find(path, pattern, ct) switch
        {
            { Unreadable: { } reason } => Look.Blind(context.Scanner, reason),
            var newest => new Look([new SourceLook(context.Scanner, [judge.Of(path, newest, context.Clock.GetUtcNow())])]),
        },
        ct, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static FreshnessCheck Read(YamlMap definition)
    {
        var path = definition.Require("path") ? definition.ExpandedText("path", ProcessEnvironment.All) : null;
        if (path is not null && !Path.IsPathRooted(path))
            definition.Refuse("path", $"\"path\" must begin with \"/\" or \"~/\", not {Quoted.Of(path)}");
        var pattern = definition.Text("pattern");
        if (pattern is "" || pattern?.Contains('/', StringComparison.Ordinal) == true)
            definition.Refuse("pattern", $"\"pattern\" must be the name of a file with * and ?, not {Quoted.Of(pattern)}", "write the folder into \"path\"");
        definition.Require("thresholds");
        long? smallest = definition.Has("min_size") ? definition.Size("min_size", 1, min: 1) : null;
        return new FreshnessCheck(
            Path.TrimEndingDirectorySeparator(path ?? "/"), pattern, new FreshnessJudge(Thresholds.ReadDurations(definition, "thresholds", Thresholds.Never), smallest));
    }
}
