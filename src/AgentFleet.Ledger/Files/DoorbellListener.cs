namespace AgentFleet.Ledger.Files;

/// <summary>Waits for a bell, or for a slow tick where none can be heard.</summary>
public sealed class DoorbellListener : IDisposable
{
    private static readonly TimeSpan WithoutWatching = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _rung = new(0, 1);
    private readonly FileSystemWatcher? _watcher;
    private readonly TimeProvider _clock;

    internal DoorbellListener(string folder, IReadOnlyList<string> files, TimeProvider clock)
    {
        _clock = clock;
        try
        {
            _watcher = new FileSystemWatcher(folder) { NotifyFilter = NotifyFilters.LastWrite | NotifyFilters.FileName };
            foreach (var file in files)
                _watcher.Filters.Add(file);
            _watcher.Changed += (_, _) => Wake();
            _watcher.Created += (_, _) => Wake();
            _watcher.Error += (_, _) => Wake();
            _watcher.EnableRaisingEvents = true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The machine is out of watches (fs.inotify.max_user_instances): fall back on looking every second.
            _watcher?.Dispose();
            _watcher = null;
        }
    }

    /// <summary>Returns when a bell rang since the last call, or after <paramref name="atMost"/>.</summary>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken ct)
    {
        if (_watcher is null && atMost > WithoutWatching)
            atMost = WithoutWatching;
        using var tick = new CancellationTokenSource(atMost, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(tick.Token, ct);
        try
        {
            await _rung.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
        }
    }

    /// <summary>Ends a wait from inside the process, for news that does not come through the ledger.</summary>
    public void Wake()
    {
        try
        {
            _rung.Release();
        }
        catch (ObjectDisposedException)
        {
            // The watcher's thread was on its way while the listener was closed.
        }
        catch (SemaphoreFullException)
        {
            // Already rung: many rings are one.
        }
    }

    public void Dispose()
    {
        _watcher?.Dispose();
        _rung.Dispose();
    }
}
