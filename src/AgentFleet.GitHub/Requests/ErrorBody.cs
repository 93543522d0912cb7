using System.Text.Json;

namespace AgentFleet.GitHub;

internal sealed record ErrorBody(string? Message, JsonElement? Errors);
