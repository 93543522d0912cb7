using System.Text;
using AgentFleet.Hub.Json;
using static AgentFleet.Hub.Json.Written;

namespace AgentFleet.Hub.Wire;

/// <summary>What a request is answered with: a status, headers, and prepared pieces that make the body.</summary>
internal sealed record Answer(int Status, IReadOnlyList<Piece> Pieces)
{
    private static readonly Piece Nothing = new("");

    public Dictionary<string, string> Headers { get; init; } = [];

    public string ContentType { get; init; } = "application/json; charset=utf-8";

    /// <summary>Before, between and after the pieces, when they are a list.</summary>
    public (string Before, string Between, string After) Frame { get; init; } = ("", "", "");

    public static Answer Of(int status, string json) => new(status, [new(json)]);

    public static Answer Ok(string json) => Of(200, json);

    public static Answer NoContent { get; } = new(204, [Nothing]);

    public static Answer NotFound { get; } = Error(404, "Not Found");

    public static Answer Error(int status, string message, string page = "https://docs.github.com/rest") =>
        Of(status, $$"""{"message":{{Text(message)}},"documentation_url":"{{page}}","status":"{{status}}"}""");

    /// <summary>422 with the field that is to blame.</summary>
    public static Answer Invalid(string resource, string field, string code, string? message = null) => Of(422, $$"""
        {"message":"Validation Failed","errors":[{"resource":"{{resource}}","code":"{{code}}","field":"{{field}}"{{(message is null ? "" : $",\"message\":{Text(message)}")}}}],"documentation_url":"https://docs.github.com/rest","status":"422"}
        """);

    public Answer With(string header, string value) => this with { Headers = new(Headers) { [header] = value } };

    /// <summary>The whole body.</summary>
    public byte[] Body()
    {
        var (before, between, after) = (Encoding.UTF8.GetBytes(Frame.Before), Encoding.UTF8.GetBytes(Frame.Between), Encoding.UTF8.GetBytes(Frame.After));
        var body = new byte[before.Length + after.Length + Pieces.Sum(p => p.Json.Length) + (Math.Max(0, Pieces.Count - 1) * between.Length)];
        var written = 0;
        void Write(byte[] part)
        {
            part.CopyTo(body, written);
            written += part.Length;
        }

        Write(before);
        for (var i = 0; i < Pieces.Count; i++)
        {
            if (i > 0)
                Write(between);
            Write(Pieces[i].Json);
        }
        Write(after);
        return body;
    }
}
