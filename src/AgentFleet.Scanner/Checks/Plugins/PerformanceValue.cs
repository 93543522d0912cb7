using System.Text.Json.Nodes;

namespace AgentFleet.Scanner.Checks.Plugins;

/// <summary>
/// One measurement. The value is null when the plugin could not determine it (<c>U</c>); the thresholds may be ranges,
/// so they stay text.
/// </summary>
internal sealed record PerformanceValue(
    string Label, double? Value, string Unit, string? Warning, string? Critical, string? Min, string? Max)
{
    public JsonObject ToJson() => new()
    {
        ["label"] = Label,
        ["value"] = Value,
        ["unit"] = Unit,
        ["warning"] = Warning,
        ["critical"] = Critical,
        ["min"] = Min,
        ["max"] = Max,
    };
}
