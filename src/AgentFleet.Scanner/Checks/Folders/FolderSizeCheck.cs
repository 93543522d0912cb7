using System.Text.Json.Nodes;
using AgentFleet.Definitions;
using AgentFleet.Ledger;

namespace AgentFleet.Scanner.Checks.Folders;

/// <summary>How much lies in a folder and all below it.</summary>
internal sealed class FolderSizeCheck(string path, Thresholds thresholds) : ICheck
{
    public static CheckKind Kind { get; } = new(
        "folder-size",
        "How much lies in a folder and all below it. Links are not followed. What cannot be read makes the look incomplete.",
        "a walk through the folder",
        (definition, _) => Read(definition))
    {
        Options =
        [
            new("path", "a path", "required", "The folder."),
            new("thresholds", "sizes, such as 2GiB", "required: one of the two", "The sum of the files' lengths."),
        ],
    };

    private static FolderSizeCheck Read(YamlMap definition)
    {
        var path = definition.Require("path") ? definition.ExpandedText("path", ProcessEnvironment.All) : null;
        if (path is not null && !Path.IsPathRooted(path))
            definition.Refuse("path", $"\"path\" must begin with \"/\" or \"~/\", not {Quoted.Of(path)}");
        return new FolderSizeCheck(Path.TrimEndingDirectorySeparator(path ?? "/"), Thresholds.ReadSizes(definition));
    }

    // A thread of its own: on a file system that hangs it is lost, and must not be one of the pool's.
    public Task<Look> LookAsync(LookContext context, CancellationToken ct) => Task.Factory.StartNew(
        () => Judge(context.Scanner, FolderWalk.Measure(path, ct)), ct, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private Look Judge(string scanner, FolderSize size)
    {
        var level = thresholds.LevelOf(size.Bytes);
        var title = $"{path} holds {Sizes.Print(size.Bytes)} in {size.Files} {(size.Files == 1 ? "file" : "files")}";
        // What could not be read can only add to the sum: too much stays too much, but "not too much" means nothing.
        IReadOnlyList<Observation> seen = size.Incomplete is not null && level == Level.Ok
            ? []
            : [new Observation(null, level, PlainText.Line(title, 200), Evidence(size))];
        return new([new SourceLook(scanner, seen, size.Incomplete is null ? null : PlainText.Line(size.Incomplete, 300))]);
    }

    private JsonObject Evidence(FolderSize size) => new()
    {
        ["path"] = path,
        ["bytes"] = size.Bytes,
        ["files"] = size.Files,
        ["warning"] = thresholds.Warning,
        ["critical"] = thresholds.Critical,
        ["largest"] = new JsonArray([.. size.Largest.Select(file => new JsonObject { ["file"] = file.Name, ["bytes"] = file.Bytes })]),
    };
}
