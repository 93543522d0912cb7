using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using AgentFleet.Definitions;
using AgentFleet.Ledger;

namespace AgentFleet.Scanner.Checks.Web;

/// <summary>Whether a web server answers as it should, and how soon.</summary>
internal sealed class HttpCheck(WebRequest request, IReadOnlyList<StatusRange> status, string? body, Thresholds thresholds) : ICheck
{
    public static CheckKind Kind { get; } = new(
        "http",
        "Whether a web server answers as it should, and how soon. Another status, a text that is missing, an error of TLS, a refused connection, no answer in time, and a name that does not exist are critical. A resolver that fails, or no network here, makes the look incomplete.",
        "one connection and one request; at most 1 MiB of the answer is read",
        (definition, _) => HttpReader.Read(definition))
    {
        Options =
        [
            new("url", "http:// or https://", "required", "Its query is sent, and shown nowhere."),
            new("method", "GET, HEAD, OPTIONS or POST", "GET", "POST has no body."),
            new("headers", "map of texts", "none", "Sent to the url's own server only, and shown nowhere; $NAME is a variable of the environment."),
            new("status", "list of statuses and ranges", "[200-399]", "What is well, such as [200, 401, 500-599]."),
            new("body", "text", "anything", "Must be in the first 1 MiB of the answer, in UTF-8, letter for letter."),
            new("follow", "true or false", "false", "Follow redirects, at most 5 and never from https to http. Else a redirect is the answer."),
            new("thresholds", "durations, such as 2s", "none", "How long the whole answer may take, with name, connection and redirects."),
        ],
    };

    public async Task<Look> LookAsync(LookContext context, CancellationToken ct)
    {
        // Early enough that "no answer" is still told as what it is.
        var answer = await WebClient.FetchAsync(request, context.Timeout * 0.8, context.Clock, ct);
        return answer.Trouble is { BlamesTarget: false } blind
            ? Look.Blind(context.Scanner, $"{request.Shown}: {blind.Reason}")
            : new([new SourceLook(context.Scanner, [Judge(answer)])]);
    }

    private Observation Judge(WebAnswer answer)
    {
        var milliseconds = Math.Round(answer.Elapsed.TotalMilliseconds, 1);
        var expected = string.Join(", ", status);
        var found = body is null || answer.Body.Span.IndexOf(Encoding.UTF8.GetBytes(body)) >= 0;
        var (level, says) = answer switch
        {
            { Trouble: { } trouble } => (Level.Critical, $"does not answer: {trouble.Reason}"),
            _ when !status.Any(range => range.Holds(answer.Status)) => (Level.Critical, $"answers {answer.Status}, not {expected}"),
            _ when !found => (Level.Critical, $"answers {answer.Status} without the text {Quoted.Of(body!)}"),
            _ => (thresholds.LevelOf(answer.Elapsed), string.Create(CultureInfo.InvariantCulture, $"answers {answer.Status} within {milliseconds} ms")),
        };
        var answered = answer.Trouble is null;
        return new Observation(null, level, PlainText.Line($"{request.Shown} {says}", 300), new JsonObject
        {
            ["url"] = PlainText.Line(request.Shown, 500),
            ["method"] = request.Method.Method,
            ["trouble"] = answer.Trouble?.Reason,
            ["status"] = answered ? answer.Status : null,
            ["expected_status"] = expected,
            ["expected_text"] = body,
            ["text_found"] = answered && body is not null ? found : null,
            ["body_bytes"] = answered ? answer.Body.Length : null,
            ["redirects"] = answered ? answer.Redirects : null,
            ["total_milliseconds"] = answered ? milliseconds : null,
            ["warning_milliseconds"] = thresholds.Warning * 1000,
            ["critical_milliseconds"] = thresholds.Critical * 1000,
        })
        {
            Measured = answered ? [new("total_milliseconds", "ms", milliseconds)] : [],
        };
    }
}
