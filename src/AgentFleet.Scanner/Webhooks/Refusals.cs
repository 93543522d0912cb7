using Microsoft.Extensions.Logging;

namespace AgentFleet.Scanner.Webhooks;

/// <summary>Says in the log that something unsigned came, but once a minute at most: anybody can send it.</summary>
internal sealed partial class Refusals(TimeProvider clock, ILogger logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private long? _said;

    public void Say()
    {
        lock (_lock)
        {
            if (_said is { } said && clock.GetElapsedTime(said) < Pause)
                return;
            _said = clock.GetTimestamp();
        }
        Refused(logger);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A delivery was refused that is not signed with the webhook's secret; others within a minute are not told of")]
    private static partial void Refused(ILogger logger);
}
