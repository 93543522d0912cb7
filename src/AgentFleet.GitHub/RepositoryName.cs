using System.Text.RegularExpressions;

namespace AgentFleet.GitHub;

/// <summary>OWNER/NAME. GitHub does not tell upper from lower case, so neither does this.</summary>
public readonly partial record struct RepositoryName
{
    private RepositoryName(string owner, string name) => (Owner, Name) = (owner, name);

    public string Owner { get; }

    public string Name { get; }

    public static bool TryParse(string? text, out RepositoryName repository)
    {
        // "." and ".." are steps in a path, and would ask for something else.
        repository = text is not null && Pattern().Match(text) is { Success: true } parts && parts.Groups[2].Value is not ("." or "..")
            ? new(parts.Groups[1].Value, parts.Groups[2].Value)
            : default;
        return repository.Owner is not null;
    }

    /// <exception cref="FormatException">It is not OWNER/NAME.</exception>
    public static RepositoryName Parse(string text) =>
        TryParse(text, out var repository) ? repository : throw new FormatException("a repository is written owner/name");

    public bool Equals(RepositoryName other) => string.Equals(ToString(), other.ToString(), StringComparison.OrdinalIgnoreCase);

    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(ToString());

    public override string ToString() => $"{Owner}/{Name}";

    // An underscore stands in the owner's name where a company manages its people's accounts.
    [GeneratedRegex(@"^([A-Za-z0-9][A-Za-z0-9_-]{0,99})/([A-Za-z0-9._-]{1,100})\z")]
    private static partial Regex Pattern();
}
