using System.Text.Json.Nodes;

namespace AgentFleet.Hub.Tests.Description;

/// <summary>
/// Makes JSON Schema of OpenAPI 3.0's schemas, which say <c>nullable</c>. It also closes every object, so that a field which
/// GitHub does not publish is an error too: the published schemas allow for more, and a server that only has to fit may
/// invent anything.
/// </summary>
internal static class JsonSchemaText
{
    private const string Components = "#/components/schemas/";

    /// <summary>Words for people, and keywords that mean something else outside of OpenAPI.</summary>
    private static readonly string[] LeftOut =
        ["description", "example", "examples", "title", "default", "discriminator", "deprecated", "externalDocs", "readOnly", "nullable"];

    /// <summary>The schema, and all that it leads to.</summary>
    public static string Of(JsonNode schema, JsonObject components)
    {
        var (definitions, open) = (new JsonObject(), new Queue<string>());
        var root = Converted(schema, open, isPart: false);
        while (open.TryDequeue(out var name))
        {
            if (!definitions.ContainsKey(name))
                definitions[name] = Converted(components[name]!, open, isPart: false);
        }
        return new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["allOf"] = new JsonArray(root),
            ["$defs"] = definitions,
        }.ToJsonString();
    }

    /// <param name="isPart">One of several that together describe an object: none of them may close it.</param>
    private static JsonNode Converted(JsonNode node, Queue<string> open, bool isPart)
    {
        if (node is not JsonObject schema)
            return node.DeepClone();
        if ((string?)schema["$ref"] is { } reference)
        {
            open.Enqueue(reference[Components.Length..]);
            return new JsonObject { ["$ref"] = "#/$defs/" + reference[Components.Length..] };
        }
        var converted = new JsonObject();
        foreach (var (keyword, value) in schema.Where(k => !LeftOut.Contains(k.Key) && !k.Key.StartsWith("x-", StringComparison.Ordinal)))
            converted[keyword] = Keyword(keyword, value!, open);
        if (!isPart && schema.ContainsKey("properties") && !schema.ContainsKey("additionalProperties") && !schema.ContainsKey("allOf"))
            converted["additionalProperties"] = false;
        return (bool?)schema["nullable"] == true ? new JsonObject { ["anyOf"] = new JsonArray(converted, new JsonObject { ["type"] = "null" }) } : converted;
    }

    private static JsonNode Keyword(string keyword, JsonNode value, Queue<string> open) => (keyword, value) switch
    {
        ("properties", JsonObject properties) => new JsonObject(properties.Select(p => KeyValuePair.Create(p.Key, (JsonNode?)Converted(p.Value!, open, isPart: false)))),
        ("allOf", JsonArray parts) => new JsonArray([.. parts.Select(p => Converted(p!, open, isPart: true))]),
        ("anyOf" or "oneOf", JsonArray choices) => new JsonArray([.. choices.Select(c => Converted(c!, open, isPart: false))]),
        ("items" or "additionalProperties" or "not", JsonObject) => Converted(value, open, isPart: false),
        _ => value.DeepClone(),
    };
}
