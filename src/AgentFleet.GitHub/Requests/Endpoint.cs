using System.Globalization;

namespace AgentFleet.GitHub;

/// <summary>An address under the API, always written the same way: what is remembered of an answer is found by it.</summary>
/// <param name="Repository">What it is about, for the choice of a token.</param>
internal sealed record Endpoint(string Path, RepositoryName? Repository)
{
    private const int PageSize = 100;

    /// <summary>How many items a full page holds; 0 when it is not a listing.</summary>
    public int FullPage { get; private init; }

    /// <summary>Its pages have numbers, so that the one after the last can be asked for.</summary>
    public bool HasNumbers { get; private init; } = true;

    public static Endpoint Of(RepositoryName repository, params ReadOnlySpan<string> steps)
    {
        var path = $"repos/{repository.Owner}/{repository.Name}";
        foreach (var step in steps)
            path += $"/{Step(step)}";
        return new(path, repository);
    }

    public Endpoint With(string name, string? value) => value is null ? this
        : this with { Path = $"{Path}{(Path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{name}={Uri.EscapeDataString(value)}" };

    public Endpoint With(string name, DateTimeOffset? value) =>
        With(name, value?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));

    public Endpoint Paged(bool numbers = true) =>
        With("per_page", PageSize.ToString(CultureInfo.InvariantCulture)) with { FullPage = PageSize, HasNumbers = numbers };

    /// <param name="step">May hold slashes, which are then part of a name.</param>
    /// <exception cref="ArgumentException">It would lead somewhere else.</exception>
    private static string Step(string step) =>
        step is "" or "." or ".." ? throw new ArgumentException("an empty step, or one of dots, leads somewhere else", nameof(step)) : Uri.EscapeDataString(step);
}
