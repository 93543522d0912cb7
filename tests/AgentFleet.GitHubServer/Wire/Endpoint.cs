using AgentFleet.Hub.Faults;
using AgentFleet.Hub.Limits;
using AgentFleet.Hub.State;
using Microsoft.AspNetCore.Http;

namespace AgentFleet.Hub.Wire;

/// <summary>Takes a request, has it answered, writes it down, and sends the answer.</summary>
internal sealed class Endpoint(HubWorld world, GitHubRules rules, RequestLog log, FaultPlan faults, CancellationToken stopping)
{
    private readonly PrimaryLimit _primary = new(rules, world);
    private readonly SecondaryLimits _secondary = new(rules, world);
    private readonly Sending _sending = new(world);

    public async Task HandleAsync(HttpContext context)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        var incoming = await Incoming.ReadAsync(context, rules.BasePath);
        Outcome outcome;
        lock (world.Gate)
        {
            outcome = new Answering(world, _primary, _secondary, faults).Answer(incoming);
            _sending.WriteHead(context.Response, outcome, _primary.Of(outcome.Caller));
            Record(incoming, outcome);
        }

        try
        {
            await HesitateAsync(outcome, ended.Token);
            await SendAsync(context, outcome);
        }
        catch (Exception e) when (ended.IsCancellationRequested && e is OperationCanceledException or IOException)
        {
            context.Abort();
        }
    }

    private async Task HesitateAsync(Outcome outcome, CancellationToken ended)
    {
        try
        {
            if (outcome.Fault is { Fault: GitHubFault.Slow } slow)
                await Task.Delay(slow.Time, world.Clock, ended);
            if (outcome.Fault is { Fault: GitHubFault.Hang })
                await Task.Delay(Timeout.InfiniteTimeSpan, world.Clock, ended);
        }
        finally
        {
            // Before the answer goes out: whoever has it may ask again at once, and is no longer under way.
            lock (world.Gate)
                _secondary.End(outcome.Caller);
        }
    }

    private static async Task SendAsync(HttpContext context, Outcome outcome)
    {
        if (outcome.IsSilent)
            context.Abort();
        else
            await Sending.WriteBodyAsync(context, outcome);
    }

    private void Record(Incoming incoming, Outcome outcome) => log.Add(new(
        incoming.Method, incoming.Path, incoming.Query, outcome.Caller.Token?.Id,
        outcome.IsSilent ? 0 : outcome.Answer.Status, outcome.CostsQuota, world.Clock.GetUtcNow())
    {
        UserAgent = incoming.Request.Headers.UserAgent.ToString(),
        Known = incoming.Request.Headers.IfNoneMatch is { Count: > 0 } known ? known.ToString() : null,
    });
}
