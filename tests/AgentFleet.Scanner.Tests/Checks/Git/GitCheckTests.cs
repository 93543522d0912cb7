using AgentFleet.Processes;
using AgentFleet.Scanner.Checks;
using AgentFleet.Testing;

namespace AgentFleet.Scanner.Tests.Checks.Git;

/// <summary>Looks at real checkouts, with an upstream beside them.</summary>
public sealed class GitCheckTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    private string Checkout => _folder.File("checkout");

    public async ValueTask InitializeAsync()
    {
        await GitAsync(_folder.Path, "init", "--quiet", "--bare", "--initial-branch=main", "upstream.git");
        await GitAsync(_folder.Path, "clone", "--quiet", "upstream.git", "checkout");
        await CommitAsync("a.txt", "one");
        await GitAsync(Checkout, "push", "--quiet", "--set-upstream", "origin", "HEAD:main");
    }

    private static async Task GitAsync(string directory, params string[] arguments)
    {
        string[] command = ["git", "-c", "user.name=A", "-c", "user.email=a@b.example", "-c", "init.defaultBranch=main", .. arguments];
        var spec = new CommandSpec(command, TimeSpan.FromMinutes(1)) { Directory = directory };
        var ended = await Command.RunAsync(spec, TimeProvider.System, TestContext.Current.CancellationToken);
        ended.ShouldBeOfType<CommandResult.Exited>().Errors.ShouldNotContain("fatal");
    }

    private async Task CommitAsync(string file, string text)
    {
        _folder.Write($"checkout/{file}", text);
        await GitAsync(Checkout, "add", "--all");
        await GitAsync(Checkout, "commit", "--quiet", "--message", text);
    }

    private Task<Look> SeeAsync(string more, IReadOnlyDictionary<string, string>? notes = null, TimeProvider? clock = null) =>
        Definition.Check($"kind: git\npath: {Checkout}\n{more}")
            .LookAsync(Definition.Context(clock: clock) with { Notes = notes ?? new Dictionary<string, string>() }, TestContext.Current.CancellationToken);

    private async Task<SourceLook> LookAsync(string more = "") => (await SeeAsync(more)).Sources.ShouldHaveSingleItem();

    [Fact]
    public async Task A_clean_checkout_is_well()
    {
        var well = (await LookAsync("ahead: 0\nbehind: 0\ndirty_for: 1h")).Only();
        (well.Thing, well.Level, well.Title).ShouldBe((null, Level.Ok, $"{Checkout} is well (main, 0 uncommitted)"));
    }

    [Fact]
    public async Task Commits_that_were_not_pushed_are_told_until_they_are()
    {
        await CommitAsync("b.txt", "two");
        (await LookAsync()).Only().Level.ShouldBe(Level.Ok);
        (await LookAsync("ahead: 1")).Only().Level.ShouldBe(Level.Ok);
        var ahead = (await LookAsync("ahead: 0")).Only();
        (ahead.Level, ahead.Title).ShouldBe((Level.Warning, $"{Checkout} has 1 commit to push"));

        await GitAsync(Checkout, "push", "--quiet", "origin", "HEAD:main");
        (await LookAsync("ahead: 0")).Only().Level.ShouldBe(Level.Ok);
    }

    [Fact]
    public async Task Commits_that_were_not_pulled_are_told_as_the_last_fetch_knows_them()
    {
        await CommitAsync("b.txt", "two");
        await CommitAsync("c.txt", "three");
        await GitAsync(Checkout, "push", "--quiet", "origin", "HEAD:main");
        await GitAsync(Checkout, "reset", "--quiet", "--hard", "HEAD~2");

        var behind = (await LookAsync("behind: 1")).Only();
        (behind.Level, behind.Title).ShouldBe((Level.Warning, $"{Checkout} is 2 commits behind origin/main"));
        await GitAsync(Checkout, "merge", "--quiet", "--ff-only", "origin/main");
        (await LookAsync("behind: 0")).Only().Level.ShouldBe(Level.Ok);
    }

    [Fact]
    public async Task Changes_count_when_a_file_has_been_dirty_for_too_long()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        _folder.Write("checkout/a.txt", "changed");
        _folder.Write("checkout/new é file.txt", "untracked");
        var first = await SeeAsync("dirty_for: 1h", clock: clock);
        first.Sources[0].Only().Level.ShouldBe(Level.Ok);
        first.Notes.ShouldNotBeNull().Keys.ShouldBe(["a.txt", "\"new \\303\\251 file.txt\""], ignoreOrder: true);

        clock.Advance(TimeSpan.FromMinutes(61));
        var later = await SeeAsync("dirty_for: 1h", first.Notes, clock);
        var dirty = later.Sources[0].Only();
        (dirty.Level, dirty.Title).ShouldBe((Level.Warning, $"{Checkout} has had uncommitted changes for 1h1m (2 files now)"));
        (await SeeAsync("", first.Notes, clock)).Sources[0].Only().Level.ShouldBe(Level.Ok);

        // Other changes, as young as this look.
        await CommitAsync("b.txt", "two");
        _folder.Write("checkout/b.txt", "changed");
        var other = await SeeAsync("dirty_for: 1h", later.Notes, clock);
        (other.Sources[0].Only().Level, other.Notes!.Keys.Single()).ShouldBe((Level.Ok, "b.txt"));

        await GitAsync(Checkout, "checkout", "--quiet", ".");
        (await SeeAsync("dirty_for: 1h", other.Notes, clock)).Notes.ShouldNotBeNull().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_merge_that_was_never_finished_is_told_until_it_is_given_up()
    {
        await GitAsync(Checkout, "checkout", "--quiet", "-b", "other");
        await CommitAsync("a.txt", "other");
        await GitAsync(Checkout, "checkout", "--quiet", "main");
        await CommitAsync("a.txt", "mine");
        await GitAsync(Checkout, "merge", "other");
        var merging = (await LookAsync()).Only();
        (merging.Level, merging.Title).ShouldBe((Level.Warning, $"{Checkout} is in the middle of a merge"));
        merging.Evidence["uncommitted"]![0]!.GetValue<string>().ShouldBe("a.txt");
        await GitAsync(Checkout, "merge", "--abort");
        (await LookAsync()).Only().Level.ShouldBe(Level.Ok);

        await GitAsync(Checkout, "rebase", "other");
        (await LookAsync()).Only().Title.ShouldBe($"{Checkout} is in the middle of a rebase");
        await GitAsync(Checkout, "rebase", "--abort");
        (await LookAsync()).Only().Level.ShouldBe(Level.Ok);
    }

    [Fact]
    public async Task A_branch_without_an_upstream_is_incomplete_only_when_that_is_asked_for()
    {
        await GitAsync(Checkout, "checkout", "--quiet", "-b", "lonely");
        (await LookAsync()).Only().Level.ShouldBe(Level.Ok);
        (await LookAsync("behind: 3")).Incomplete.ShouldBe($"{Checkout}: the branch lonely has no upstream, so nobody can tell how far it is from one");
        await GitAsync(Checkout, "checkout", "--quiet", "--detach");
        (await LookAsync("behind: 3")).Incomplete.ShouldBe($"{Checkout}: it is on no branch, so nobody can tell how far it is from one");
    }

    [Fact]
    public async Task A_worktree_is_a_checkout_too()
    {
        await GitAsync(Checkout, "worktree", "add", "--quiet", "../tree");
        (await Definition.Check($"{{ kind: git, path: {_folder.File("tree")} }}").LookAsync()).Only().Title.ShouldContain("is well (tree, 0 uncommitted)");
    }

    [Fact]
    public async Task Nothing_that_the_checkout_names_is_run_and_nothing_is_written()
    {
        var ran = _folder.File("ran");
        var program = _folder.Write("program", $"#!/bin/sh\ntouch '{ran}'\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        await GitAsync(Checkout, "config", "core.fsmonitor", program);
        _folder.Write("checkout/.git/hooks/post-index-change", $"#!/bin/sh\ntouch '{ran}'\n");
        File.SetUnixFileMode(_folder.File("checkout/.git/hooks/post-index-change"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        File.SetLastWriteTimeUtc(_folder.File("checkout/a.txt"), TimeProvider.System.GetUtcNow().AddHours(-1).UtcDateTime);
        var index = File.ReadAllBytes(_folder.File("checkout/.git/index"));

        (await LookAsync()).Only().Level.ShouldBe(Level.Ok);

        File.Exists(ran).ShouldBeFalse();
        File.ReadAllBytes(_folder.File("checkout/.git/index")).ShouldBe(index);
    }

    [Fact]
    public async Task A_checkout_of_somebody_else_is_incomplete_with_what_to_do()
    {
        if (Environment.UserName != "root")
            Assert.Skip("only root can give a folder away");
        await Command.RunAsync(new(["chown", "-R", "12345", Checkout], TimeSpan.FromMinutes(1)), TimeProvider.System, TestContext.Current.CancellationToken);

        (await LookAsync()).Incomplete.ShouldBe(
            $"{Checkout} belongs to somebody else: run the scanner as its owner, or trust it with: git config --global --add safe.directory {Checkout}");
    }

    [Fact]
    public async Task What_is_no_checkout_is_incomplete()
    {
        (await Definition.Check("{ kind: git, path: /no/such/folder }").LookAsync()).Incomplete.ShouldBe("/no/such/folder does not exist or cannot be reached");
        (await Definition.Check($"{{ kind: git, path: {_folder.Path} }}").LookAsync()).Incomplete.ShouldBe($"{_folder.Path} is no checkout: it has no .git");

        Directory.CreateDirectory(_folder.File("checkout/inner/.git"));
        (await Definition.Check($"{{ kind: git, path: {_folder.File("checkout/inner")} }}").LookAsync()).Incomplete.ShouldNotBeNull().ShouldContain("not a git repository");
    }

    [Theory]
    [InlineData("inner")]
    [InlineData("in:ner")]
    public async Task A_folder_whose_git_is_broken_is_not_taken_for_a_part_of_the_checkout_around_it(string around)
    {
        var inner = _folder.File($"checkout/{around}/x:y");
        Directory.CreateDirectory(Path.Join(inner, ".git"));
        (await Definition.Check($"{{ kind: git, path: \"{inner}\" }}").LookAsync()).Incomplete.ShouldNotBeNull().ShouldContain(inner);

        await GitAsync(inner, "init", "--quiet");
        (await Definition.Check($"{{ kind: git, path: \"{inner}\" }}").LookAsync()).Only().Level.ShouldBe(Level.Ok);
    }

    [Theory]
    [InlineData("kind: git", "the key \"path\" is missing")]
    [InlineData("{ kind: git, path: src, ahead: -1, behind: many, dirty_for: 3 }", "\"path\" must begin with \"/\" or \"~/\", not \"src\"", "\"ahead\" must be a whole number of at least 0, not \"-1\"", "\"behind\" must be a whole number of at least 0, not \"many\"", "\"dirty_for\" must be a duration from 1s to 365d, not \"3\"; a number needs a unit: 3ms, 3s, 3m, 3h or 3d")]
    public void Each_mistake_is_told(string yaml, params string[] problems) => Definition.ProblemsOf(yaml).ShouldBe(problems);

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
