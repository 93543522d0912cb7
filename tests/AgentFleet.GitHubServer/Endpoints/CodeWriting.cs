using AgentFleet.Hub.Access;
using AgentFleet.Hub.Json;
using AgentFleet.Hub.State;
using AgentFleet.Hub.Wire;

namespace AgentFleet.Hub.Endpoints;

/// <summary>Files and branches as setting up a repository writes them.</summary>
internal static class CodeWriting
{
    private const string Heads = "refs/heads/";
    private const string Workflows = ".github/workflows/";

    public static IEnumerable<Operation> All { get; } =
    [
        new("PUT", "/repos/{owner}/{repo}/contents/{path}", Needs.Write("contents"), Put),
        new("POST", "/repos/{owner}/{repo}/git/refs", Needs.Write("contents"), CreateReference),
        new("PATCH", "/repos/{owner}/{repo}/git/refs/{ref}", Needs.Write("contents"), MoveReference),
    ];

    private static Answer Put(Call call)
    {
        var (path, code) = (call.Arguments["path"], call.Repository.Code);
        if (call.Text("message") is not { Length: > 0 } message)
            return Answer.Error(422, "Invalid request.\n\n\"message\" wasn't supplied.");
        var branch = call.Text("branch") ?? call.Repository.DefaultBranch;
        if (!code.Heads.ContainsKey(branch))
            return Answer.Error(404, $"Branch {branch} not found");
        if (path.StartsWith(Workflows, StringComparison.Ordinal) && WorkflowRefusal(call.Caller.Token!, call.Repository) is { } refusal)
            return refusal;
        var before = code.Find(path, branch);
        if (before is not null && call.Text("sha") is null)
            return Answer.Error(422, "Invalid request.\n\n\"sha\" wasn't supplied.");
        if (call.Text("sha") is { } sha && (before is null || sha != HubCode.BlobSha(before)))
            return Answer.Error(409, $"{path} does not match {sha}");
        if (Bytes(call.Text("content")) is not { } bytes)
            return Answer.Error(422, "content is not valid Base64");
        var commit = code.Write(path, bytes, branch);
        return Answer.Of(before is null ? 201 : 200,
            CodeJson.Written(call.Repository, path, branch, bytes, message, commit, call.Caller.User!, call.World.Now));
    }

    // Workflows run with rights of their own, so writing them asks for more than writing files.
    private static Answer? WorkflowRefusal(HubToken token, HubRepository repository) => token.Kind == HubTokenKind.Classic
        ? token.Scopes.Contains("workflow") ? null : Answer.NotFound
        : Rights.IsGiven(token, repository, Needs.Write("workflows")) ? null : Rights.Refusal(new(token, null), repository, Needs.Write("workflows"));

    private static Answer CreateReference(Call call)
    {
        if (call.Text("ref") is not { } name || !name.StartsWith(Heads, StringComparison.Ordinal) || name.Length == Heads.Length)
            return Answer.Error(422, "Reference name must start with 'refs/' and have at least two slashes.");
        if (call.Text("sha") is not { } sha || !call.Repository.Code.Knows(sha))
            return Answer.Error(422, "Object does not exist");
        if (call.Repository.Code.Heads.ContainsKey(name[Heads.Length..]))
            return Answer.Error(422, "Reference already exists");
        call.Repository.Code.Branch(name[Heads.Length..], sha);
        return Answer.Of(201, CodeJson.Reference(call.Repository, name, sha));
    }

    private static Answer MoveReference(Call call)
    {
        var (name, code) = ("refs/" + call.Arguments["ref"], call.Repository.Code);
        if (!name.StartsWith(Heads, StringComparison.Ordinal) || !code.Heads.TryGetValue(name[Heads.Length..], out var head))
            return Answer.Error(422, "Reference does not exist");
        if (call.Text("sha") is not { } sha || !code.Knows(sha))
            return Answer.Error(422, "Object does not exist");
        if (!call.Says("force") && !code.LeadsTo(head, sha))
            return Answer.Error(422, "Update is not a fast forward");
        code.Branch(name[Heads.Length..], sha);
        return Answer.Ok(CodeJson.Reference(call.Repository, name, sha));
    }

    private static byte[]? Bytes(string? base64)
    {
        try
        {
            return base64 is null ? null : Convert.FromBase64String(base64);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
