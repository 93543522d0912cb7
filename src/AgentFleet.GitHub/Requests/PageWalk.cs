using System.Collections.ObjectModel;
using System.Text.Json.Serialization.Metadata;

namespace AgentFleet.GitHub;

/// <summary>
/// Walks one listing from page to page. Where all pages are known, it asks first whether they have changed; when one has,
/// the whole listing is read anew, because a change may have moved anything to another page.
/// </summary>
internal sealed class PageWalk<TPage, T>(
    Func<Uri, string?, Task<Answer<Reply.Arrived>>> ask, Endpoint endpoint, Uri first, JsonTypeInfo<TPage> type, Func<TPage, IReadOnlyList<T?>?> items, Asking asking)
    where T : class
{
    private const int MostPages = 100;

    private readonly List<T> _items = [];
    private readonly Dictionary<string, string> _etags = new(StringComparer.Ordinal);
    private bool _remember = true;

    public async Task<Answer<Listing<T>>> WalkAsync()
    {
        var (known, page) = await KnownAsync();
        return known ?? await ReadAsync(page);
    }

    /// <summary>An answer when nothing has changed or can be learned; else the first page, if it has been read by that.</summary>
    private async Task<(Answer<Listing<T>>? Answer, Answer<Reply.Arrived>? Page)> KnownAsync()
    {
        var chain = new Dictionary<string, string>(StringComparer.Ordinal);
        for (Uri? url = first; url is not null;)
        {
            if (Remembered.Of(asking.Known.GetValueOrDefault(url.AbsoluteUri)) is not { } page || !chain.TryAdd(url.AbsoluteUri, page.ToString()) || chain.Count > MostPages)
                return (null, null);
            var answer = await ask(url, page.ETag);
            if (answer is Answer<Reply.Arrived>.Seen seen && seen.Value.Status != 304)
                return (null, url == first ? answer : null);
            if (answer is not Answer<Reply.Arrived>.Seen)
                return (answer.As<Listing<T>>(), null);
            if (page.Next is null)
                break;
            if (Followed(page.Next) is not { } next)
                return (null, null);
            url = next;
        }
        return (new Answer<Listing<T>>.Unchanged(chain), null);
    }

    private async Task<Answer<Listing<T>>> ReadAsync(Answer<Reply.Arrived>? page)
    {
        var asked = new HashSet<string>(StringComparer.Ordinal);
        for (var url = first; ; page = null)
        {
            asked.Add(url.AbsoluteUri);
            page ??= await ask(url, null);
            if (page is not Answer<Reply.Arrived>.Seen { Value: var reply })
                return asked.Count == 1 ? page.As<Listing<T>>() : Partial(page.Trouble);
            var read = Reading.Answer(reply, type);
            if (read is not Answer<TPage>.Seen { Value: var value })
                return asked.Count == 1 ? read.As<Listing<T>>() : Partial(read.Trouble);
            if (items(value) is not { } found || found.Any(item => item is null))
                return asked.Count == 1 ? new Answer<Listing<T>>.Failed(Holes, true) : Partial(Holes);
            _items.AddRange(found!);

            var (next, trouble) = Next(url, reply.Head, found.Count);
            if (trouble is not null)
                return Partial(trouble);
            Remember(url, reply.Head.ETag, next);
            if (next is null)
                return Whole();
            if (asked.Contains(next.AbsoluteUri) || asked.Count == MostPages)
                return Partial(asked.Count == MostPages ? $"it has more than {MostPages} pages" : "its pages go round in a circle");
            url = next;
        }
    }

    private const string Holes = "items are missing from its list";

    private (Uri? Next, string? Trouble) Next(Uri url, ReplyHead head, int count)
    {
        if (PageLinks.Next(head.Link) is { } link)
            return Followed(link) is { } next ? (next, null) : (null, "its next page is at another host");
        if (endpoint.FullPage == 0 || count < endpoint.FullPage)
            return (null, null);
        // A full page stays as it is when others are added behind it: only the page behind tells that there is more.
        _remember &= endpoint.HasNumbers;
        return (endpoint.HasNumbers ? PageLinks.After(url) : null, null);
    }

    private Uri? Followed(string next) => Uri.TryCreate(first, next, out var url) && SameHost.Holds(first, url) ? url : null;

    private void Remember(Uri url, string? etag, Uri? next)
    {
        _remember &= etag is not null;
        if (_remember)
            _etags[url.AbsoluteUri] = new Remembered(etag!, next?.AbsoluteUri).ToString();
    }

    private Answer<Listing<T>>.Seen Whole() => new(new(_items, null), _remember ? _etags : ReadOnlyDictionary<string, string>.Empty);

    // What is not whole must not be remembered as seen.
    private Answer<Listing<T>>.Seen Partial(string? why) => new(new(_items, why ?? "a page is missing"), ReadOnlyDictionary<string, string>.Empty);
}
