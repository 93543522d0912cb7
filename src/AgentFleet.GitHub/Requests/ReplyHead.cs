using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace AgentFleet.GitHub;

/// <summary>What of an answer's headers is of use.</summary>
internal sealed partial record ReplyHead(string? ContentType)
{
    public DateTimeOffset? Date { get; init; }

    public string? ETag { get; init; }

    public string? Link { get; init; }

    public Uri? Location { get; init; }

    /// <summary>How long to wait; null when nothing sensible is said.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public Budget? Budget { get; init; }

    /// <summary>The rights that the request needs, such as <c>issues=read</c>.</summary>
    public string? Needs { get; init; }

    /// <summary>What a classic token may do, such as <c>repo, workflow</c>; null for other kinds.</summary>
    public string? Scopes { get; init; }

    public bool IsJson => ContentType is { } type && (type == "application/json" || (type.StartsWith("application/", StringComparison.Ordinal) && type.EndsWith("+json", StringComparison.Ordinal)));

    public static ReplyHead Of(HttpResponseMessage response)
    {
        var headers = response.Headers;
        var after = headers.RetryAfter;
        return new ReplyHead(response.Content.Headers.ContentType?.MediaType?.ToLowerInvariant())
        {
            Date = headers.Date,
            ETag = Value(headers, "ETag") is { } tag && ETagForm().IsMatch(tag) ? tag : null,
            Link = Value(headers, "Link"),
            Location = headers.Location,
            RetryAfter = (after?.Delta ?? after?.Date - headers.Date) is { } wait && wait >= TimeSpan.Zero ? wait : null,
            Budget = Budget.Of(name => Value(headers, name)),
            Needs = Value(headers, "X-Accepted-GitHub-Permissions"),
            Scopes = Value(headers, "X-OAuth-Scopes"),
        };
    }

    private static string? Value(HttpResponseHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) ? string.Join(", ", values) : null;

    // No space: what is remembered of a page goes on after one.
    [GeneratedRegex("^(W/)?\"[!#-~]{1,200}\"\\z")]
    private static partial Regex ETagForm();
}
