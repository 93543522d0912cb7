using AgentFleet.Hub.Access;

namespace AgentFleet.Hub.Wire;

/// <summary>An operation, named as in GitHub's published description.</summary>
internal sealed record Operation(string Method, string Path, Needs Needs, Func<Call, Answer> Answer)
{
    private const string OnRepository = "/repos/{owner}/{repo}";

    /// <summary>What stands last in a path and may itself have slashes.</summary>
    private static readonly string[] Tails = ["{path}", "{ref}", "{branch}"];

    private readonly string[] _segments = Path.Split('/');

    /// <summary>With a repository in its path, and so under all names of that repository.</summary>
    public bool IsOnRepository { get; } = Path.StartsWith(OnRepository, StringComparison.Ordinal);

    /// <summary>The values of the path's places; null: it is another path.</summary>
    public IReadOnlyDictionary<string, string>? Match(string method, IReadOnlyList<string> path)
    {
        var tail = Tails.Contains(_segments[^1]) && path.Count > _segments.Length;
        if (method != Method || (path.Count != _segments.Length && !tail))
            return null;
        var values = new Dictionary<string, string>();
        for (var i = 0; i < _segments.Length; i++)
        {
            var value = tail && i == _segments.Length - 1 ? string.Join('/', path.Skip(i)) : path[i];
            if (_segments[i].StartsWith('{'))
                values[_segments[i][1..^1]] = value;
            else if (_segments[i] != value)
                return null;
        }
        return values;
    }
}
