using AgentFleet.Definitions;

namespace AgentFleet.Scanner.Checks.Web;

/// <summary>Reads what a definition says about a page.</summary>
internal static class HttpReader
{
    private const int LongestBody = 500;
    private static readonly string[] Methods = ["GET", "HEAD", "OPTIONS", "POST"];

    public static HttpCheck Read(YamlMap definition)
    {
        var request = new WebRequest(ReadUrl(definition), ReadMethod(definition), ReadHeaders(definition), definition.Flag("follow", false));
        var body = definition.Text("body");
        if (body is { Length: 0 or > LongestBody })
            definition.Refuse("body", $"\"body\" must be a text of 1 to {LongestBody} characters");
        if (body is not null && request.Method == HttpMethod.Head)
            definition.Refuse("body", "\"body\" will never be found: an answer to HEAD has none", "leave one of \"body\" and \"method\" out");
        return new HttpCheck(request, ReadStatus(definition), body, Thresholds.ReadDurations(definition, "thresholds", Thresholds.Never));
    }

    private static Uri ReadUrl(YamlMap definition)
    {
        var nowhere = new Uri("http://localhost/");
        var text = definition.RequiredText("url");
        if (string.IsNullOrWhiteSpace(text))
            return nowhere;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.Host.Length == 0)
            definition.Refuse("url", $"\"url\" must begin with \"https://\" or \"http://\" and name a host, not {Quoted.Of(text)}");
        else if (url.UserInfo.Length > 0)
            definition.Refuse("url", "\"url\" must not hold a password", "write it into \"headers\", as { Authorization: $NAME }");
        else
            return url;
        return nowhere;
    }

    private static HttpMethod ReadMethod(YamlMap definition)
    {
        var method = definition.Text("method") ?? "GET";
        if (!Methods.Contains(method))
            definition.Refuse("method", $"\"method\" must be one of {string.Join(", ", Methods)}, not {Quoted.Of(method)}");
        return Methods.Contains(method) ? HttpMethod.Parse(method) : HttpMethod.Get;
    }

    private static IReadOnlyList<StatusRange> ReadStatus(YamlMap definition)
    {
        var written = definition.TextList("status");
        foreach (var text in written.Where(text => StatusRange.Parse(text) is null))
            definition.Refuse("status", $"\"status\" must list statuses, such as [200, 300-399]; {Quoted.Of(text)} is none");
        return written.Count > 0 ? [.. written.Select(StatusRange.Parse).OfType<StatusRange>()] : [new(200, 399)];
    }

    private static Dictionary<string, string> ReadHeaders(YamlMap definition)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (definition.Map("headers") is not { } map)
            return headers;
        using var trial = new HttpRequestMessage();
        foreach (var name in map.Keys)
        {
            if (map.ExpandedText(name, ProcessEnvironment.All) is not { } value)
                continue;
            if (!value.All(letter => letter is >= ' ' and <= '~'))
                map.Refuse(name, $"the value of the header {Quoted.Of(name)} must be one line of ASCII");
            else if (!trial.Headers.TryAddWithoutValidation(name, value))
                map.Refuse(name, $"{Quoted.Of(name)} is not a header that a request without a body can have");
            else
                headers[name] = value;
        }
        return headers;
    }
}
