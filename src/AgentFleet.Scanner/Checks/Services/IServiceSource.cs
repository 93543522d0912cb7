namespace AgentFleet.Scanner.Checks.Services;

/// <summary>Who starts and ends the services of this machine, and tells of them.</summary>
internal interface IServiceSource
{
    Task<ServiceList> ReadAsync(ServiceChoice choice, LookContext context, CancellationToken ct);

    /// <summary>As in <see cref="ICheck.CannotLookHere"/>.</summary>
    string? CannotLookHere => null;

    static IServiceSource On(Platforms platform) => platform == Platforms.MacOS ? new Launchd() : new Systemd();
}

/// <summary>The services that were asked for.</summary>
/// <param name="Blind">Why nothing can be told; null when something can.</param>
/// <param name="Cut">Why these are not all, if they are not.</param>
internal sealed record ServiceList(IReadOnlyList<ServiceState> Services, string? Blind = null, string? Cut = null);
