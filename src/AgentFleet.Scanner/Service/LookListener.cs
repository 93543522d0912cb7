using System.Collections.Concurrent;
using AgentFleet.Definitions;
using AgentFleet.Ledger.Files;
using AgentFleet.Ledger.Scanning;
using AgentFleet.Scanner.Cycles;
using AgentFleet.Scanner.Definitions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AgentFleet.Scanner.Service;

/// <summary>Looks again at once when an attempt has ended, so that its verdict does not wait for the schedule.</summary>
internal sealed partial class LookListener(
    LedgerFile ledger, CycleStore cycles, DefinitionFolder<ScannerDefinition> folder, CycleRunner runner, ScannerOptions options, TimeProvider clock,
    ILogger<LookListener> logger)
    : BackgroundService
{
    // While an attempt waits for a look that was blind, or did not come about.
    private static readonly TimeSpan QuickTick = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan BeforeRetry = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan MayBeEmpty = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, Task> _looking = new(StringComparer.Ordinal);
    // In timestamps: a clock that is put back must not make a verdict wait.
    private readonly ConcurrentDictionary<Guid, long> _lastTry = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var bell = ledger.Bell.Listen(clock, Bell.Looks);
        try
        {
            while (true)
            {
                await bell.WaitAsync(Answer(bell, stoppingToken) ? QuickTick : options.SlowTick, stoppingToken);
            }
        }
        finally
        {
            await Task.WhenAll(_looking.Values);
        }
    }

    // True as long as somebody waits.
    private bool Answer(DoorbellListener bell, CancellationToken ct)
    {
        try
        {
            var awaiting = cycles.Awaiting();
            foreach (var judged in _lastTry.Keys.Except(awaiting.Select(look => look.AttemptId)))
                _lastTry.TryRemove(judged, out _);
            foreach (var scanner in awaiting.Where(IsDue).GroupBy(look => look.Scanner, StringComparer.Ordinal))
                Answer(scanner.Key, [.. scanner], bell, ct);
            return awaiting.Count > 0;
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            Failed(logger, "any", e.Message, e);
            return true;
        }
    }

    private bool IsDue(AwaitingLook look) =>
        !_looking.ContainsKey(look.Scanner) && !(_lastTry.TryGetValue(look.AttemptId, out var time) && clock.GetElapsedTime(time) < BeforeRetry);

    private void Answer(string scanner, IReadOnlyList<AwaitingLook> awaiting, DoorbellListener bell, CancellationToken ct)
    {
        Postpone(awaiting);
        if (folder.Reload(scanner) is { } definition)
            Start(definition.Value, awaiting, bell, ct);
        else if (folder.Reload() is { FolderProblems: [] } read && !read.Broken.Any(broken => broken.Name == scanner))
            GiveUp(scanner, read.IsEmpty ? awaiting.Where(look => look.EndedAt + MayBeEmpty < clock.GetUtcNow()) : awaiting);
    }

    private void Postpone(IReadOnlyList<AwaitingLook> awaiting)
    {
        foreach (var look in awaiting)
            _lastTry[look.AttemptId] = clock.GetTimestamp();
    }

    private void Start(ScannerDefinition scanner, IReadOnlyList<AwaitingLook> awaiting, DoorbellListener bell, CancellationToken ct)
    {
        // The place is taken first: a look that ends at once must find it to give it back.
        _looking[scanner.Name] = Task.CompletedTask;
        _looking.TryUpdate(scanner.Name, LookAsync(scanner, awaiting, bell, ct), Task.CompletedTask);
    }

    private async Task LookAsync(ScannerDefinition scanner, IReadOnlyList<AwaitingLook> awaiting, DoorbellListener bell, CancellationToken ct)
    {
        await Task.Yield();
        try
        {
            await runner.RunAsync(scanner, CycleTrigger.Look, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The service stops; the look is asked for again when it starts.
        }
        catch (Exception e)
        {
            Failed(logger, scanner.Name, e.Message, e);
        }

        // A look that timed out took longer than the pause; what it left unjudged is not asked again without one.
        Postpone(awaiting);
        _looking.TryRemove(scanner.Name, out _);
        // Attempts that ended while it looked wait for the next one.
        bell.Wake();
    }

    private void GiveUp(string scanner, IEnumerable<AwaitingLook> awaiting)
    {
        foreach (var look in awaiting)
            cycles.CannotLook(look, $"there is no scanner called {scanner} any more");
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The look that an attempt asked for failed (scanner {Scanner}): {Reason}")]
    private static partial void Failed(ILogger logger, string scanner, string reason, Exception e);
}
