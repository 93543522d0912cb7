namespace AgentFleet.Ntfy.Wire;

/// <summary>What arrived, in order.</summary>
internal sealed class MessageLog
{
    private readonly Lock _lock = new();
    private readonly List<PublishedMessage> _messages = [];
    private int _requests;

    public int Requests
    {
        get
        {
            lock (_lock)
                return _requests;
        }
    }

    public IReadOnlyList<PublishedMessage> Messages
    {
        get
        {
            lock (_lock)
                return [.. _messages];
        }
    }

    public void CountRequest()
    {
        lock (_lock)
            _requests++;
    }

    /// <summary>Returns how many there are now.</summary>
    public int Add(PublishedMessage message)
    {
        lock (_lock)
        {
            _messages.Add(message);
            return _messages.Count;
        }
    }
}
