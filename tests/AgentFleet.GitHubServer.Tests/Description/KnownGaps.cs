using System.Text.Json.Nodes;

namespace AgentFleet.Hub.Tests.Description;

/// <summary>What GitHub is known to answer although its description does not say so. It is short, and stays short.</summary>
internal static class KnownGaps
{
    public static void Fill(JsonNode description)
    {
        var schemas = description["components"]!["schemas"]!.AsObject();

        // The status stands in the body of every error; only the schema of some says so.
        foreach (var error in new[] { "validation-error", "validation-error-simple" })
            schemas[error]!["properties"]!["status"] = new JsonObject { ["type"] = "string" };

        // Closing and reopening are in both lists of events, with their reason; only the timeline's description has it.
        schemas["issue-event-for-issue"]!["anyOf"]!.AsArray()
            .Add(new JsonObject { ["$ref"] = "#/components/schemas/state-change-issue-event" });

        // A label without a description has null there in every answer; the list of pull requests is described as if not.
        schemas["pull-request-simple"]!["properties"]!["labels"]!["items"]!["properties"]!["description"]!["nullable"] = true;

        // In the list of installations an account is described as a user and an enterprise at once, which nothing can be.
        description["paths"]!["/app/installations"]!["get"]!["responses"]!["200"]!["content"]!["application/json"]!["schema"]!["items"] =
            new JsonObject { ["$ref"] = "#/components/schemas/installation" };
    }
}
