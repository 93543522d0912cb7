using System.Collections.Concurrent;
using AgentFleet.Definitions;
using AgentFleet.Ledger;
using AgentFleet.Scanner.Checks;
using AgentFleet.Scanner.Definitions;

namespace AgentFleet.Scanner.Cycles;

/// <summary>
/// Has a check look, for as long as its definition allows and no longer, whatever the check does: one that fails,
/// hangs or ignores its cancellation has seen nothing.
/// </summary>
public sealed class BoundedLook(TimeProvider clock)
{
    // For ending child processes after the timeout.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Task> _last = new(StringComparer.Ordinal);

    /// <param name="context">What the check is told; it is given this clock.</param>
    public async Task<Look> LookAsync(ScannerDefinition scanner, LookContext context, CancellationToken ct)
    {
        // A thread that hangs is lost; a second one would only be lost as well.
        if (_last.TryGetValue(scanner.Name, out var before) && !before.IsCompleted)
            return Look.Blind(scanner.Name, "the look before this one still hangs");

        using var late = new CancellationTokenSource(scanner.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, ct);
        var look = Task.Run(() => scanner.Check.LookAsync(context, either.Token), CancellationToken.None);
        _last[scanner.Name] = look;
        try
        {
            var seen = await look.WaitAsync(scanner.Timeout + Grace, clock, ct);
            return seen.Sources.Count > 0 ? seen : Look.Blind(scanner.Name, "the check looked at nothing");
        }
        // All that may go wrong in a check means one thing: it did not see.
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            return Look.Blind(scanner.Name, Reason(e, scanner.Timeout));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAny(look, Task.Delay(Grace, clock, CancellationToken.None));
            throw;
        }
    }

    private static string Reason(Exception e, TimeSpan timeout) => e is OperationCanceledException or TimeoutException
        ? $"timed out after {Durations.Print(timeout)}"
        : PlainText.Line($"the check failed: {e.GetType().Name}: {e.Message}", 300);
}
