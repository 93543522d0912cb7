using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentFleet.Testing;
using Json.Schema;

namespace AgentFleet.Hub.Tests.Description;

/// <summary>
/// GitHub's own OpenAPI description of its REST API, from the npm package <c>@octokit/openapi</c>, where <c>./test</c> has
/// put it.
/// </summary>
internal sealed class PublishedDescription
{
    private static readonly Lazy<PublishedDescription> Loaded = new(() => new(JsonNode.Parse(File.ReadAllBytes(Place!))!));
    private static readonly EvaluationOptions Options = new() { OutputFormat = OutputFormat.List, RequireFormatValidation = true };

    private const int MostTold = 40;

    private readonly JsonNode _document;
    private readonly JsonObject _schemas;
    private readonly ConcurrentDictionary<string, JsonSchema> _built = new();

    private PublishedDescription(JsonNode document)
    {
        _document = document;
        _schemas = document["components"]!["schemas"]!.AsObject();
        KnownGaps.Fill(document);
    }

    private static string? Place { get; } = new[]
    {
        Environment.GetEnvironmentVariable("AGENTFLEET_TEST_OPENAPI"),
        Repository.Path(".tools", "openapi", "api.github.com.json"),
    }.FirstOrDefault(File.Exists);

    public static PublishedDescription Get()
    {
        Assert.SkipUnless(Place is not null, "GitHub's OpenAPI description is not here; ./test gets it from npm");
        return Loaded.Value;
    }

    public bool Has(string operation) => Operation(operation) is not null;

    /// <summary>What is wrong with an answer; nothing for one that fits.</summary>
    public IReadOnlyList<string> Faults(string operation, int status, JsonElement body)
    {
        var schema = _built.GetOrAdd($"{operation} {status}", _ => JsonSchema.FromText(JsonSchemaText.Of(Answer(operation, status), _schemas)));
        var results = schema.Evaluate(body, Options);
        return results.IsValid ? [] : [.. (results.Details ?? []).Append(results)
            .Where(d => d.Errors is { Count: > 0 })
            .SelectMany(d => d.Errors!.Select(e => $"{d.InstanceLocation}: {e.Key} {e.Value}"))
            // Where null may stand, every other value fails against the choice of null; that is no news.
            .Where(e => !e.EndsWith("should be \"null\"", StringComparison.Ordinal))
            .Distinct()
            .Take(MostTold)];
    }

    private JsonNode? Operation(string operation)
    {
        var (method, path) = (operation.Split(' ')[0].ToLowerInvariant(), operation.Split(' ')[1]);
        return _document["paths"]![path]?[method];
    }

    /// <summary>Errors that an operation does not name look as all errors do.</summary>
    private JsonNode Answer(string operation, int status)
    {
        var response = Operation(operation)!["responses"]![$"{status}"];
        if ((string?)response?["$ref"] is { } reference)
            response = _document["components"]!["responses"]![reference.Split('/')[^1]];
        if (response?["content"]?["application/json"]?["schema"] is { } schema)
            return schema;
        return status >= 300
            ? new JsonObject { ["$ref"] = "#/components/schemas/basic-error" }
            : throw new InvalidOperationException($"{operation} has no answer {status}");
    }
}
