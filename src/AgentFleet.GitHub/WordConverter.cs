using System.Text.Json;
using System.Text.Json.Serialization;

namespace AgentFleet.GitHub;

internal sealed class WordConverter<T> : JsonConverter<Word<T>>
    where T : struct, Enum
{
    // A state that is not decided yet is null.
    public override bool HandleNull => true;

    public override Word<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.String or JsonTokenType.Null ? new(reader.GetString()) : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, Word<T> value, JsonSerializerOptions options) => writer.WriteStringValue(value.Text);
}
