using Polly;
using Polly.Retry;

namespace AgentFleet.Alerts;

/// <summary>
/// Tries once more when no connection could be made: the request cannot have arrived. Every other failure is left to
/// the outbox, which waits longer and survives a restart.
/// </summary>
internal sealed class QuickRetry : DelegatingHandler
{
    private readonly ResiliencePipeline<HttpResponseMessage> _pipeline;

    public QuickRetry(TimeProvider clock, HttpMessageHandler inner)
        : base(inner)
    {
        _pipeline = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                ShouldHandle = new PredicateBuilder<HttpResponseMessage>()
                    .Handle<HttpRequestException>(e => e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError),
                MaxRetryAttempts = 1,
                Delay = TimeSpan.FromMilliseconds(250),
            })
            .Build();
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        await _pipeline.ExecuteAsync(
            static async (send, ct) => await send.Self.SendOnceAsync(send.Request, ct), (Self: this, Request: request), cancellationToken);

    private Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, CancellationToken ct) => base.SendAsync(request, ct);
}
