using AgentFleet.Testing;

namespace AgentFleet.Processes.Tests;

public sealed class FileLockTests : IDisposable
{
    private readonly Scratch _scratch = new();

    [Fact]
    public void A_lock_is_held_once_and_free_after_its_holder_let_go()
    {
        using (FileLock.TryAcquire(_scratch.File("lock")).ShouldNotBeNull())
            FileLock.TryAcquire(_scratch.File("lock")).ShouldBeNull();

        using var again = FileLock.TryAcquire(_scratch.File("lock")).ShouldNotBeNull();
    }

    [Fact]
    public void Only_the_owner_may_read_the_file()
    {
        using var held = FileLock.TryAcquire(_scratch.File("lock"));
        File.GetUnixFileMode(_scratch.File("lock")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void A_lock_that_cannot_be_made_is_an_error_and_not_a_held_lock() =>
        Should.Throw<IOException>(() => FileLock.TryAcquire(_scratch.File("no/such/folder/lock")));

    [Fact]
    public async Task A_lock_excludes_other_processes_until_its_holder_is_killed()
    {
        var path = _scratch.File("lock");
        var holder = DetachedRun.Start(Sh.Program(_scratch.Subfolder("run"), _scratch.RunId, Program.Argv("hold-a-lock", path)));
        await Eventually.BecomesTrueAsync(() => File.Exists(holder.Files.Stream) && File.ReadAllText(holder.Files.Stream).EndsWith('\n'));
        FileLock.TryAcquire(path).ShouldBeNull();

        var said = await File.ReadAllTextAsync(holder.Files.Stream, TestContext.Current.CancellationToken);
        ProcessIdentity.TryParse(said.Trim(), out var identity).ShouldBeTrue();
        await Sh.KillAsync(identity.Pid);
        (await holder.WaitAsync(TimeProvider.System, TestContext.Current.CancellationToken)).ShouldBe(new RunEnd.Exited(137));

        using var freed = FileLock.TryAcquire(path).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_child_does_not_keep_the_lock_of_its_parent()
    {
        var held = FileLock.TryAcquire(_scratch.File("lock")).ShouldNotBeNull();
        var child = DetachedRun.Start(Sh.Run(_scratch.Subfolder("run"), _scratch.RunId, "exec sleep 60"));
        held.Dispose();

        using (FileLock.TryAcquire(_scratch.File("lock")).ShouldNotBeNull())
            child.IsAlive.ShouldBeTrue();
        await child.EndTreeAsync(TimeSpan.FromSeconds(5), TimeProvider.System, TestContext.Current.CancellationToken);
    }

    public void Dispose() => _scratch.Dispose();
}
