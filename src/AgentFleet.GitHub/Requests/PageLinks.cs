using System.Globalization;

namespace AgentFleet.GitHub;

/// <summary>Where the next page of a listing is.</summary>
internal static class PageLinks
{
    /// <summary>The address that a <c>Link</c> header calls next; null when there is none.</summary>
    /// <remarks>https://www.rfc-editor.org/rfc/rfc8288</remarks>
    public static string? Next(string? link)
    {
        var rest = link.AsSpan();
        while (rest.IndexOf('<') is >= 0 and var start && rest[start..].IndexOf('>') is >= 0 and var length)
        {
            var target = rest.Slice(start + 1, length - 1);
            rest = rest[(start + length + 1)..];
            var end = rest.IndexOf('<');
            if (IsNext(end < 0 ? rest : rest[..end]))
                return target.ToString();
        }
        return null;
    }

    /// <summary>The same listing one page on, for listings whose pages have numbers.</summary>
    public static Uri After(Uri page)
    {
        var parts = page.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).ToList();
        var at = parts.FindIndex(part => part.StartsWith("page=", StringComparison.Ordinal));
        var number = at >= 0 && int.TryParse(parts[at]["page=".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 1;
        if (at >= 0)
            parts.RemoveAt(at);
        parts.Add(string.Create(CultureInfo.InvariantCulture, $"page={number + 1}"));
        return new UriBuilder(page) { Query = string.Join('&', parts) }.Uri;
    }

    private static bool IsNext(ReadOnlySpan<char> parameters)
    {
        foreach (var range in parameters.Split(';'))
        {
            var parameter = parameters[range].Trim(" ,");
            if (parameter.StartsWith("rel=", StringComparison.OrdinalIgnoreCase) && parameter["rel=".Length..].Trim('"').Equals("next", StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }
}
