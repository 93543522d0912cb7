using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace AgentFleet.Supervisor.Tests.Loops;

/// <summary>Keeps what is logged as a warning or an error, with its exception.</summary>
internal sealed class ErrorLog : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _errors = [];

    /// <summary>Runs that could not be followed: a bug in the supervisor, never a test's plan.</summary>
    public IReadOnlyList<string> Unexpected => [.. _errors.Where(e => e.Contains("cannot be followed", StringComparison.Ordinal))];

    /// <summary>Ends of runs that came too late: another supervisor has the attempt, or it was ended before.</summary>
    public IReadOnlyList<string> TooLate => [.. _errors.Where(e => e.Contains("was taken over by another supervisor", StringComparison.Ordinal))];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            _errors.Enqueue($"{formatter(state, exception)}\n{exception}");
    }

    public void Dispose()
    {
    }
}
