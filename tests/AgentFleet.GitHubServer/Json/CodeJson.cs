using AgentFleet.Hub.State;
using static AgentFleet.Hub.Json.Written;

namespace AgentFleet.Hub.Json;

/// <summary>Files, branches and references.</summary>
internal static class CodeJson
{
    public static string File(HubRepository repository, string path, string branch, byte[] bytes) => $$"""
        {{{Entry(repository, path, branch, "file", HubCode.BlobSha(bytes), bytes.Length)}},"content":{{Text(Convert.ToBase64String(bytes, Base64FormattingOptions.InsertLineBreaks).Replace("\r", "", StringComparison.Ordinal) + "\n")}},"encoding":"base64"}
        """;

    public static string Listed(HubRepository repository, string path, string branch, bool isFolder, byte[] bytes) =>
        $"{{{Entry(repository, path, branch, isFolder ? "dir" : "file", HubCode.BlobSha(bytes), isFolder ? 0 : bytes.Length)}}}";

    public static string Written(HubRepository repository, string path, string branch, byte[] bytes, string message, string commit, HubUser by, DateTimeOffset at) => $$"""
        {"content":{{{Entry(repository, path, branch, "file", HubCode.BlobSha(bytes), bytes.Length)}}},"commit":{"sha":"{{commit}}","node_id":{{Node("C", bytes.Length)}},"url":"{{repository.Url}}/git/commits/{{commit}}","html_url":"{{repository.HtmlUrl}}/commit/{{commit}}","author":{{Person(by, at)}},"committer":{{Person(by, at)}},"tree":{"sha":"{{commit}}","url":"{{repository.Url}}/git/trees/{{commit}}"},"message":{{Text(message)}},"parents":[],"verification":{"verified":false,"reason":"unsigned","signature":null,"payload":null,"verified_at":null} } }
        """;

    public static string Reference(HubRepository repository, string name, string sha) => $$"""
        {"ref":{{Text(name)}},"node_id":{{Node("REF", repository.Id)}},"url":"{{repository.Url}}/git/{{name}}","object":{"sha":"{{sha}}","type":"commit","url":"{{repository.Url}}/git/commits/{{sha}}"} }
        """;

    public static string Branch(HubRepository repository, string name, string sha) => $$"""
        {"name":{{Text(name)}},"commit":{"sha":"{{sha}}","url":"{{repository.Url}}/commits/{{sha}}"},"protected":false}
        """;

    /// <summary>One branch alone shows its commit, and what protects it.</summary>
    public static string FullBranch(HubRepository repository, string name, string sha)
    {
        var (url, owner) = ($"{repository.Url}/commits/{sha}", repository.Owner);
        return $$"""
            {"name":{{Text(name)}},"commit":{"sha":"{{sha}}","node_id":{{Node("C", repository.Id)}},"commit":{"author":{{Person(owner, repository.PushedAt)}},"committer":{{Person(owner, repository.PushedAt)}},"message":"A commit","tree":{"sha":"{{sha}}","url":"{{repository.Url}}/git/trees/{{sha}}"},"url":"{{repository.Url}}/git/commits/{{sha}}","comment_count":0},"url":"{{url}}","html_url":"{{repository.HtmlUrl}}/commit/{{sha}}","comments_url":"{{url}}/comments","author":{{owner.ShownAs ?? "null"}},"committer":{{owner.ShownAs ?? "null"}},"parents":[]},"_links":{"self":"{{repository.Url}}/branches/{{name}}","html":"{{repository.HtmlUrl}}/tree/{{name}}"},"protected":false,"protection":{"enabled":false,"required_status_checks":{"enforcement_level":"off","contexts":[],"checks":[]} },"protection_url":"{{repository.Url}}/branches/{{name}}/protection"}
            """;
    }

    private static string Person(HubUser user, DateTimeOffset at) =>
        $$"""{"name":{{Text(user.Login)}},"email":"someone@example.com","date":{{Time(at)}}}""";

    private static string Entry(HubRepository repository, string path, string branch, string type, string sha, int size)
    {
        var url = $"{repository.Url}/contents/{path}?ref={Uri.EscapeDataString(branch)}";
        var (page, git) = ($"{repository.HtmlUrl}/blob/{branch}/{path}", $"{repository.Url}/git/blobs/{sha}");
        return $$"""
            "name":{{Text(path[(path.LastIndexOf('/') + 1)..])}},"path":{{Text(path)}},"sha":"{{sha}}","size":{{size}},"url":"{{url}}","html_url":"{{page}}","git_url":"{{git}}","download_url":"{{page}}","type":"{{type}}","_links":{"self":"{{url}}","git":"{{git}}","html":"{{page}}"}
            """;
    }
}
