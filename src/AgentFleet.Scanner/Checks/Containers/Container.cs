using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AgentFleet.Ledger;

namespace AgentFleet.Scanner.Checks.Containers;

/// <summary>One container as the engine lists it: https://docs.docker.com/reference/api/engine/version/v1.43/#tag/Container/operation/ContainerList</summary>
/// <param name="State">Such as running, exited, restarting.</param>
/// <param name="Status">The same for people, such as "Up 2 hours (unhealthy)" or "Exited (1) 5 minutes ago".</param>
internal sealed partial record Container(string Id, string Name, string Image, string State, string Status)
{
    public int? ExitCode =>
        Exited().Match(Status) is { Success: true } match && int.TryParse(match.Groups["code"].Value, CultureInfo.InvariantCulture, out var code) ? code : null;

    public bool SaysUnhealthy => Status.EndsWith("(unhealthy)", StringComparison.Ordinal);

    /// <summary>Null when it is no answer of an engine's.</summary>
    public static IReadOnlyList<Container>? List(JsonNode? answer)
    {
        if (answer is not JsonArray items)
            return null;
        var containers = items.Select(Read).OfType<Container>().ToList();
        return containers.Count == items.Count ? containers : null;
    }

    /// <summary>The restart policy that the engine tells when it is asked about one container; null when it tells none.</summary>
    public static string? RestartPolicy(JsonNode? answer) => answer is JsonObject container && container["HostConfig"] is JsonObject host && host["RestartPolicy"] is JsonObject policy
        ? Text(policy[nameof(Name)])
        : null;

    private static Container? Read(JsonNode? item)
    {
        // The id becomes a part of an address: nothing but what ids are made of.
        if (item is not JsonObject container || Text(container[nameof(Id)]) is not { } id || !HexId().IsMatch(id))
            return null;
        var name = container["Names"] is JsonArray { Count: > 0 } names ? Text(names[0])?.TrimStart('/') : null;
        return new(id, PlainText.Line(name is { Length: > 0 } ? name : id[..12], 200), Line(nameof(Image)), Line(nameof(State)), Line(nameof(Status)));

        string Line(string key) => PlainText.Line(Text(container[key]) ?? "", 200);
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    [GeneratedRegex(@"^[0-9a-f]{12,64}\z")]
    private static partial Regex HexId();

    [GeneratedRegex(@"^Exited \((?<code>[0-9]{1,9})\)")]
    private static partial Regex Exited();
}
