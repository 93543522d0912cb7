using AgentFleet.Hub.Access;
using AgentFleet.Hub.Json;
using AgentFleet.Hub.Wire;

namespace AgentFleet.Hub.Endpoints;

/// <summary>Files and branches as they are read.</summary>
internal static class CodeEndpoints
{
    private static readonly Needs Reading = Needs.Read("contents");

    public static IEnumerable<Operation> All { get; } =
    [
        new("GET", "/repos/{owner}/{repo}/contents/{path}", Reading, Contents),
        new("GET", "/repos/{owner}/{repo}/branches", Reading, call =>
            Paging.List(call, call.Repository.Code.Heads, h => new Piece(CodeJson.Branch(call.Repository, h.Key, h.Value)))),
        new("GET", "/repos/{owner}/{repo}/branches/{branch}", Reading, Branch),
        new("GET", "/repos/{owner}/{repo}/git/ref/{ref}", Reading, Reference),
    ];

    private static Answer Contents(Call call)
    {
        var branch = call.Query["ref"].FirstOrDefault() ?? call.Repository.DefaultBranch;
        var (path, code) = (call.Arguments["path"].Trim('/'), call.Repository.Code);
        if (!code.Heads.ContainsKey(branch))
            return Answer.Error(404, $"No commit found for the ref {branch}");
        if (code.Find(path, branch) is { } file)
            return Answer.Ok(CodeJson.File(call.Repository, path, branch, file));
        if (code.Under(path, branch) is not { Count: > 0 } below)
            return Answer.NotFound;
        var start = path.Length == 0 ? 0 : path.Length + 1;
        var entries = below.Select(p => (Path: p.IndexOf('/', start) is > 0 and var end ? p[..end] : p, IsFolder: p.IndexOf('/', start) > 0)).Distinct();
        return Answer.Ok(Written.List(entries.Select(e =>
            CodeJson.Listed(call.Repository, e.Path, branch, e.IsFolder, code.Find(e.Path, branch) ?? []))));
    }

    private static Answer Branch(Call call) => call.Repository.Code.Heads.TryGetValue(call.Arguments["branch"], out var sha)
        ? Answer.Ok(CodeJson.FullBranch(call.Repository, call.Arguments["branch"], sha))
        : Answer.Error(404, "Branch not found");

    private static Answer Reference(Call call)
    {
        var name = call.Arguments["ref"];
        return name.StartsWith("heads/", StringComparison.Ordinal) && call.Repository.Code.Heads.TryGetValue(name["heads/".Length..], out var sha)
            ? Answer.Ok(CodeJson.Reference(call.Repository, $"refs/{name}", sha))
            : Answer.NotFound;
    }
}
