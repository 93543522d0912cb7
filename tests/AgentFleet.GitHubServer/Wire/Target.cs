using AgentFleet.Hub.State;

namespace AgentFleet.Hub.Wire;

/// <summary>What a request is aimed at: an operation, perhaps of a repository, perhaps under a name that it no longer has.</summary>
internal sealed record Target(Operation? Operation, HubRepository? Repository, IReadOnlyDictionary<string, string> Arguments)
{
    /// <summary>The path below the repository, or the whole path of operations without one.</summary>
    public required string Rest { get; init; }

    public bool IsOldName { get; private init; }

    public string CanonicalPath => Repository is null ? Rest : $"/repositories/{Repository.Id}{Rest}";

    /// <param name="path">As the client wrote it, below the base path.</param>
    public static Target Of(string method, string path, HubWorld world)
    {
        var segments = path.Split('/').Select(Uri.UnescapeDataString).ToList();
        var (repository, rest) = (default(HubRepository), path);
        var oldName = false;
        if (segments is [_, "repos", var owner, var name, ..])
        {
            repository = world.Repository($"{owner}/{name}");
            oldName = repository is not null && !repository.FullName.Equals($"{owner}/{name}", StringComparison.OrdinalIgnoreCase);
            rest = string.Concat(path.Split('/').Skip(4).Select(s => "/" + s));
        }
        else if (segments is [_, "repositories", var id, ..])
        {
            repository = long.TryParse(id, out var number) ? world.Repository(number) : null;
            rest = string.Concat(path.Split('/').Skip(3).Select(s => "/" + s));
            segments = ["", "repos", "", "", .. segments.Skip(3)];
        }
        foreach (var operation in Routes.All)
        {
            if (operation.Match(method, segments) is { } arguments)
                return new(operation, repository, arguments) { Rest = rest, IsOldName = oldName };
        }
        return new(null, repository, new Dictionary<string, string>()) { Rest = rest, IsOldName = oldName };
    }
}
