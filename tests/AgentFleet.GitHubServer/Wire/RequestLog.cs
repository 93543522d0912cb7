namespace AgentFleet.Hub.Wire;

/// <summary>What was answered, in order.</summary>
internal sealed class RequestLog
{
    private readonly Lock _lock = new();
    private readonly List<RecordedRequest> _requests = [];

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
            _requests.Add(request);
    }

    public void Clear()
    {
        lock (_lock)
            _requests.Clear();
    }
}
