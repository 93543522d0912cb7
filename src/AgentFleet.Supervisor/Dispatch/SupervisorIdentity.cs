using AgentFleet.Ledger.Files;
using AgentFleet.Processes;

namespace AgentFleet.Supervisor.Dispatch;

/// <summary>
/// Who this supervisor is, for as long as its process lives: a lock says so, which the kernel frees when it dies.
/// </summary>
public sealed class SupervisorIdentity : IDisposable
{
    private static readonly TimeSpan Keep = TimeSpan.FromHours(1);

    private readonly StateFolder _state;
    private readonly FileLock _alive;

    public SupervisorIdentity(StateFolder state, TimeProvider clock)
    {
        _state = state;
        Id = Guid.CreateVersion7(clock.GetUtcNow()).ToString();
        _alive = FileLock.TryAcquire(state.SupervisorLock(Id)) ?? throw new IOException($"{state.SupervisorLock(Id)} is locked already");
        Sweep(clock.GetUtcNow());
    }

    public string Id { get; }

    /// <summary>True when the supervisor of that name no longer lives.</summary>
    public bool HasDied(string owner) => owner != Id && !FileLock.IsHeld(_state.SupervisorLock(owner));

    public void Dispose() => _alive.Dispose();

    // Old locks only: one that was made a moment ago may not be held yet.
    private void Sweep(DateTimeOffset now)
    {
        foreach (var file in new DirectoryInfo(_state.Locks).EnumerateFiles("supervisor-*.lock").Where(f => f.LastWriteTimeUtc < now - Keep))
        {
            if (!FileLock.IsHeld(file.FullName))
                file.Delete();
        }
    }
}
