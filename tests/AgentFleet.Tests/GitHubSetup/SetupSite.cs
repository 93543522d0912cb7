using System.Text.Json;
using AgentFleet.Hub;
using AgentFleet.Hub.State;
using AgentFleet.Processes;
using AgentFleet.Tests.Verbs;

namespace AgentFleet.Tests.GitHubSetup;

/// <summary>A repository on a GitHub of our own, a maintainer with a token, and the real executable.</summary>
internal sealed class SetupSite : IAsyncDisposable
{
    public const string Fix = ".github/workflows/ai-fix.yml";
    public const string Failure = ".github/workflows/workflow-failure-issue.yml";
    public const string Branch = "agentfleet/setup";

    private SetupSite(GitHubServer server, bool isPrivate, string defaultBranch)
    {
        Server = server;
        Shop = server.World.AddRepository("acme/shop", isPrivate, defaultBranch);
        Ann = server.World.User("ann");
        Shop.Grant(Ann, HubPermission.Maintain);
        Token = server.World.AddToken(Ann).For(Shop);
        Configure(Token.Value);
    }

    public GitHubServer Server { get; }

    public Terminal Terminal { get; } = new();

    public HubRepository Shop { get; }

    public HubUser Ann { get; }

    public HubToken Token { get; }

    /// <summary>Where the program lies, and what ships with it.</summary>
    public static string Program => Path.GetDirectoryName(Path.GetFullPath(Executable.Argv[^1]))!;

    /// <summary>What was asked that changes something.</summary>
    public IReadOnlyList<string> Writes => [.. Server.Requests.Where(request => request.Method != "GET").Select(request => $"{request.Method} {request.Path} {request.Status}")];

    public static async Task<SetupSite> StartAsync(bool isPrivate = false, string defaultBranch = "main") =>
        new(await GitHubServer.StartAsync(), isPrivate, defaultBranch);

    /// <summary>With a token that may do all that setting up asks for.</summary>
    public static async Task<SetupSite> StartAllowedAsync(bool isPrivate = false, string defaultBranch = "main")
    {
        var site = await StartAsync(isPrivate, defaultBranch);
        site.Token.With(
            ("issues", "write"), ("contents", "write"), ("workflows", "write"), ("pull_requests", "write"), ("actions", "read"), ("checks", "read"), ("statuses", "read"));
        return site;
    }

    public void Configure(string? token, string more = "") => Terminal.Write("agentfleet.yaml", $"""
        host: host-1
        github:
          api: {Server.Url}
          {(token is null ? "" : $"token: {token}")}
          repos: [acme/shop]
          {more}

        """);

    public static string Shipped(string path) => File.ReadAllText(Path.Combine(Program, "github-workflows", Path.GetFileName(path)));

    /// <summary>Both workflows as they ship, and all labels.</summary>
    public void SetUp()
    {
        Shop.Code.Write(Fix, Shipped(Fix));
        Shop.Code.Write(Failure, Shipped(Failure));
        foreach (var label in AgentFleet.GitHubSetup.WantedLabel.All("agentfleet:fix"))
            Shop.Labels.Add(label.Name, label.Color, label.Description);
    }

    public async Task<CommandResult.Exited> RunAsync(params string[] arguments)
    {
        var result = await Terminal.RunAsync(["github", "setup", "acme/shop", .. arguments]);
        foreach (var token in new[] { Token.Value, "ghs_", "ghp_" })
            (result.Output + result.Errors).ShouldNotContain(token);
        return result;
    }

    /// <summary>What is printed, with the program's own folder called <c>PROGRAM</c>.</summary>
    public async Task<string> PageAsync(int code, params string[] arguments)
    {
        var result = await RunAsync(arguments);
        result.Code.ShouldBe(code, result.Output + result.Errors);
        result.Errors.ShouldBeEmpty();
        return result.Output.Replace(Program, "PROGRAM", StringComparison.Ordinal);
    }

    public async Task<JsonElement> JsonAsync(int code, params string[] arguments) =>
        JsonDocument.Parse(await PageAsync(code, [.. arguments, "--json"])).RootElement;

    public async ValueTask DisposeAsync()
    {
        Terminal.Dispose();
        await Server.DisposeAsync();
    }
}
