using AgentFleet.Hub.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace AgentFleet.Hub.Wire;

/// <summary>Pages of lists: https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api</summary>
internal static class Paging
{
    private const int Usual = 30;
    private const int Most = 100;

    public static int Page(IQueryCollection query) => Number(query["page"], 1, int.MaxValue, 1);

    public static int Size(IQueryCollection query) => Number(query["per_page"], 1, Most, Usual);

    /// <param name="name">The field that holds the list beside <c>total_count</c>; null: the answer is the list.</param>
    public static Answer List<T>(Call call, IEnumerable<T> items, Func<T, Piece> piece, string? name = null)
    {
        var all = items as IReadOnlyList<T> ?? [.. items];
        var (page, size) = (Page(call.Query), Size(call.Query));
        var pieces = all.Skip((int)Math.Min(int.MaxValue, (long)(page - 1) * size)).Take(size).Select(piece).ToList();
        var answer = new Answer(200, pieces)
        {
            Frame = name is null ? ("[", ",", "]") : ($"{{\"total_count\":{all.Count},\"{name}\":[", ",", "]}"),
        };
        var last = Math.Max(1, (all.Count + size - 1) / size);
        return Links(call, page, last) is { Length: > 0 } links ? answer.With("Link", links) : answer;
    }

    /// <summary>The pages of alerts are named by where the last one ended, and nobody says how many there are.</summary>
    public static Answer Cursor<T>(Call call, IReadOnlyList<T> all, Func<T, Piece> piece)
    {
        var (begin, size) = (Number(call.Query["after"], 0, int.MaxValue, 0), Size(call.Query));
        var answer = new Answer(200, [.. all.Skip(begin).Take(size).Select(piece)]) { Frame = ("[", ",", "]") };
        return begin + size >= all.Count ? answer : answer.With("Link", $"<{Url(call, "after", begin + size)}>; rel=\"next\"");
    }

    private static string Links(Call call, int page, int last)
    {
        var links = new List<string>();
        void Add(string rel, int target) => links.Add($"<{Url(call, "page", target)}>; rel=\"{rel}\"");
        if (page > 1)
            Add("prev", Math.Min(page - 1, last));
        if (page < last)
        {
            Add("next", page + 1);
            Add("last", last);
        }
        if (page > 1)
            Add("first", 1);
        return string.Join(", ", links);
    }

    // GitHub links by the repository's id, whatever name it was asked for.
    private static string Url(Call call, string parameter, int value)
    {
        var others = call.Query.Where(q => q.Key != parameter).SelectMany(q => q.Value.Select(v => KeyValuePair.Create(q.Key, v)));
        return QueryHelpers.AddQueryString(call.World.Api + call.CanonicalPath, others.Append(new(parameter, $"{value}")));
    }

    private static int Number(string? text, int least, int most, int usual) =>
        int.TryParse(text, out var number) && number >= least ? Math.Min(number, most) : usual;
}
