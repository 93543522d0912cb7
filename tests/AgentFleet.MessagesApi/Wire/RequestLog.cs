namespace AgentFleet.MessagesApi.Wire;

/// <summary>The requests so far, and those who wait for the next ones.</summary>
internal sealed class RequestLog
{
    private readonly Lock _lock = new();
    private readonly List<RecordedRequest> _requests = [];
    private TaskCompletionSource _grown = NewSignal();

    public IReadOnlyList<RecordedRequest> All
    {
        get
        {
            lock (_lock)
                return [.. _requests];
        }
    }

    public void Add(RecordedRequest request)
    {
        lock (_lock)
        {
            _requests.Add(request);
            _grown.SetResult();
            _grown = NewSignal();
        }
    }

    public async Task<RecordedRequest> FirstAsync(Func<RecordedRequest, bool> wanted, CancellationToken cancellation)
    {
        for (var seen = 0; ;)
        {
            RecordedRequest[] fresh;
            Task grown;
            lock (_lock)
            {
                fresh = [.. _requests.Skip(seen)];
                grown = _grown.Task;
            }

            if (fresh.FirstOrDefault(wanted) is { } found)
                return found;
            seen += fresh.Length;
            await grown.WaitAsync(cancellation);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
