using AgentFleet.Processes;

namespace AgentFleet.Scanner.Cycles;

/// <summary>A scanner looks once at a time, over all processes of this machine.</summary>
internal static class ScannerTurn
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);

    /// <summary>Null when another cycle holds the lock for longer than <paramref name="patience"/>.</summary>
    public static async Task<FileLock?> TakeAsync(string path, TimeSpan patience, TimeProvider clock, CancellationToken ct)
    {
        var began = clock.GetTimestamp();
        while (true)
        {
            if (FileLock.TryAcquire(path) is { } turn)
                return turn;
            if (clock.GetElapsedTime(began) >= patience)
                return null;
            await Task.Delay(Pace, clock, ct);
        }
    }
}
