using AgentFleet.Processes;
using AgentFleet.Scanner.Checks;
using AgentFleet.Testing;

namespace AgentFleet.Scanner.Tests.Checks.BadInput;

/// <summary>Paths with blanks, line ends, leading dashes, quotes, and names that are no UTF-8, for every check that takes a path.</summary>
public sealed class OddPathTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Names => ["-x\ny z", "--help", " ", "'\"$(touch ran)`touch ran`\"", "*?[a]", "\u202egpj.exe", "\\134n", "a\tb|c;d&e", "🦊 \u0301"];

    private static string Yaml(string text) => System.Text.Json.JsonSerializer.Serialize(text);

    private static Task<Look> SurviveAsync(string kind, string key, string path, string more = "") =>
        Definition.Check($$"""{ kind: {{kind}}, {{key}}: {{(kind == "certificates" ? $"[{Yaml(path)}]" : Yaml(path))}}{{more}} }""").SurviveAsync();

    private static async Task<SourceLook> CompleteAsync(string kind, string key, string path, string more = "")
    {
        var source = (await SurviveAsync(kind, key, path, more)).Sources.ShouldHaveSingleItem();
        source.Incomplete.ShouldBeNull();
        return source;
    }

    private static Task<CommandResult> ShellAsync(string script, params string[] arguments) => Command.RunAsync(
        new CommandSpec(["/bin/sh", "-c", script, "sh", .. arguments], TimeSpan.FromMinutes(1)), TimeProvider.System, TestContext.Current.CancellationToken);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_folder_and_a_file_of_any_name_are_looked_at(string name)
    {
        var file = _folder.Write($"{name}/{name}", "12345");
        var folder = Path.GetDirectoryName(file)!;

        (await CompleteAsync("folder-size", "path", folder, ", thresholds: { warning: 5B }")).Observations[0].Level.ShouldBe(Level.Warning);
        (await CompleteAsync("freshness", "path", folder, ", thresholds: { warning: 1h }")).Observations[0].Number<int>("files").ShouldBe(1);
        (await CompleteAsync("freshness", "path", file, ", thresholds: { warning: 1h }")).Observations[0].Level.ShouldBe(Level.Ok);
        (await CompleteAsync("logs", "file", file, ", match: [x]")).Observations[0].Level.ShouldBe(Level.Ok);
        (await SurviveAsync("certificates", "files", file)).Sources[0].Incomplete.ShouldNotBeNull();
        (await SurviveAsync("containers", "socket", file)).Sources[0].Incomplete.ShouldNotBeNull();
        File.Exists(Path.Join(Environment.CurrentDirectory, "ran")).ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_plugin_of_any_name_is_run(string name)
    {
        var plugin = RunnableFile.Write(_folder.File(name), "printf '%s' \"$1\"\nexit 1");
        var look = await Definition.Check($"{{ kind: plugin, command: [{Yaml(plugin)}, {Yaml("a" + name)}] }}").SurviveAsync();
        look.Sources[0].Only().Title.ShouldStartWith("a");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_checkout_of_any_name_is_looked_at(string name)
    {
        var checkout = _folder.File(name);
        await ShellAsync("git init --quiet -- \"$1\"", checkout);
        _folder.Write($"{name}/{name}", "untracked");
        (await CompleteAsync("git", "path", checkout, ", dirty_for: 1h")).Observations[0].Number<int>("uncommitted_files").ShouldBe(1);
    }

    [Fact]
    public async Task What_git_is_in_the_middle_of_is_seen_in_a_worktree_of_a_checkout_of_an_odd_name()
    {
        await ShellAsync("""
            cd "$1" && git init --quiet -- "$2" && cd -- "$2" && git -c user.name=a -c user.email=a@b commit --quiet --allow-empty -m a && git worktree add --quiet ../tree
            touch .git/worktrees/tree/MERGE_HEAD
            """, _folder.Path, "-x\ny z");
        (await CompleteAsync("git", "path", _folder.File("tree"))).Observations[0].Title.ShouldEndWith("is in the middle of a merge");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_mount_point_of_any_name_is_looked_at(string name)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "this user may not mount");
        var point = _folder.File(name);
        Directory.CreateDirectory(point);
        await ShellAsync("mount -t tmpfs -o size=1m none \"$1\"", point);
        try
        {
            var look = await Definition.Check($"{{ kind: disk, mounts: [{Yaml(point)}] }}").SurviveAsync();
            look.Sources[0].Only().Evidence["used_bytes"]!.GetValue<long>().ShouldBe(0);
        }
        finally
        {
            await ShellAsync("umount -- \"$1\"", point);
        }
    }

    [Fact]
    public async Task Files_whose_names_are_no_UTF_8_are_not_counted_as_nothing()
    {
        await ShellAsync("cd \"$1\" && printf 12345 > \"$(printf 'caf\\351.gz')\"", _folder.Path);
        var size = (await SurviveAsync("folder-size", "path", _folder.Path, ", thresholds: { warning: 5B }")).Sources.ShouldHaveSingleItem();
        (size.Incomplete, size.Observations.Count).ShouldBe(($"{_folder.File("caf\ufffd.gz")} cannot be read: its name is no UTF-8", 0));
        var fresh = (await SurviveAsync("freshness", "path", _folder.Path, ", pattern: \"*.gz\", thresholds: { warning: 1h }")).Sources.ShouldHaveSingleItem();
        (fresh.Incomplete, fresh.Observations.Count).ShouldBe(($"{_folder.File("caf\ufffd.gz")} cannot be read: its name is no UTF-8", 0));
    }

    [Fact]
    public async Task A_folder_whose_name_is_no_UTF_8_is_not_counted_as_nothing()
    {
        await ShellAsync("cd \"$1\" && d=$(printf 'caf\\351') && mkdir \"$d\" && echo > \"$d/x\"", _folder.Path);
        (await SurviveAsync("folder-size", "path", _folder.Path, ", thresholds: { warning: 5B }")).Sources[0].Incomplete.ShouldBe($"{_folder.File("caf\ufffd")} cannot be read: its name is no UTF-8");
    }

    public void Dispose()
    {
        // .NET cannot remove what it cannot name.
        ShellAsync("find \"$1\" -mindepth 1 -delete", _folder.Path).GetAwaiter().GetResult();
        _folder.Dispose();
    }
}
