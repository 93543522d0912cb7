using System.IO.Enumeration;

namespace AgentFleet.Scanner.Checks.Services;

/// <summary>Which services to look at.</summary>
/// <param name="Only">The names of those that must run; empty: all that there are.</param>
/// <param name="Exclude">Names to leave out, in which <c>*</c> stands for anything.</param>
internal sealed record ServiceChoice(IReadOnlyList<string> Only, IReadOnlyList<string> Exclude)
{
    /// <summary>Whether those that macOS is made of are meant too.</summary>
    public bool WithSystems { get; init; }

    public IEnumerable<ServiceState> From(IEnumerable<ServiceState> services) => services
        // What others only mention, or somebody has turned off for good, is nothing that could be well or not.
        .Where(service => Only.Count > 0 || service.IsFailed || service.Load is not ("not-found" or "masked"))
        .Where(service => !Exclude.Any(name => FileSystemName.MatchesSimpleExpression(name, service.Id, ignoreCase: false)))
        .DistinctBy(service => service.Id);
}
