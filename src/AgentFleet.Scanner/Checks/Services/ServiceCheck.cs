using System.Globalization;

namespace AgentFleet.Scanner.Checks.Services;

/// <summary>Which services have failed, do not run though they should, or are restarted again and again.</summary>
internal sealed class ServiceCheck(ServiceChoice choice, int mostRestarts) : ICheck
{
    // Not the name of any unit: when the last look was, also when nothing had been restarted.
    private const string Looked = "looked";

    /// <summary>Who tells of the services; chosen by the platform.</summary>
    internal IServiceSource Source { get; init; } = IServiceSource.On(Platform.Here);

    public static CheckKind Kind => ServiceKind.Kind;

    public string? CannotLookHere => Source.CannotLookHere;

    public async Task<Look> LookAsync(LookContext context, CancellationToken ct)
    {
        var (services, blind, cut) = await Source.ReadAsync(choice, context, ct);
        if (blind is not null)
            return Look.Blind(context.Scanner, blind);

        var now = context.Clock.GetUtcNow();
        var judge = new ServiceJudge(mustRun: choice.Only.Count > 0, mostRestarts, LastLook(context.Notes), context.Notes, now);
        var notes = services.Where(service => service.Restarts > 0).DistinctBy(service => service.Id)
            .ToDictionary(service => service.Id, service => judge.RestartsOf(service)!.ToString(), StringComparer.Ordinal);
        notes[Looked] = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return new Look([new SourceLook(context.Scanner, [.. choice.From(services).Select(judge.Of)], cut)]) { Notes = notes };
    }

    private static DateTimeOffset? LastLook(IReadOnlyDictionary<string, string> notes) =>
        long.TryParse(notes.GetValueOrDefault(Looked), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 1L << 36
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
}
