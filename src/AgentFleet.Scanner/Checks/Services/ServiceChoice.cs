using System.IO.Enumeration;

namespace AgentFleet.Scanner.Checks.Services;

/// <summary>Which services to look at.</summary>
/// <param name="Only">The names of those that must run; empty: all that systemd knows.</param>
/// <param name="Exclude">Names to leave out, in which <c>*</c> stands for anything.</param>
internal sealed record ServiceChoice(IReadOnlyList<string> Only, IReadOnlyList<string> Exclude)
{
    public IEnumerable<ServiceState> From(IEnumerable<ServiceState> services) => services
        // What others only mention, or somebody has turned off for good, is nothing that could be well or not.
        .Where(service => Only.Count > 0 || service.IsFailed || service.Load is not ("not-found" or "masked"))
        .Where(service => !Exclude.Any(name => FileSystemName.MatchesSimpleExpression(name, service.Id, ignoreCase: false)))
        .DistinctBy(service => service.Id);
}
