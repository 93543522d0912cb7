using AgentFleet.Scanner.Checks.Network;

namespace AgentFleet.Scanner.Checks.Web;

/// <summary>What is asked of a server.</summary>
/// <param name="Headers">They may hold secrets: sent to the url's own server only, and shown nowhere.</param>
internal sealed record WebRequest(Uri Url, HttpMethod Method, IReadOnlyDictionary<string, string> Headers, bool Follow)
{
    /// <summary>How it is connected; a test has resolvers that fail.</summary>
    internal Dialer Dialer { get; init; } = new();

    /// <summary>The url without its query, which may hold a secret.</summary>
    public string Shown => Url.GetLeftPart(UriPartial.Path);

    public HttpRequestMessage To(Uri url, HttpMethod method)
    {
        var message = new HttpRequestMessage(method, url);
        message.Headers.TryAddWithoutValidation("User-Agent", "AgentFleet");
        if (Uri.Compare(url, Url, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) != 0)
            return message;
        foreach (var (name, value) in Headers)
        {
            message.Headers.Remove(name);
            message.Headers.TryAddWithoutValidation(name, value);
        }
        return message;
    }
}
