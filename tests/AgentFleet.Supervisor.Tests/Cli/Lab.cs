using System.Text.Json;
using AgentFleet.MessagesApi;
using AgentFleet.Supervisor.Tests.Loops;
using AgentFleet.Testing;

namespace AgentFleet.Supervisor.Tests.Cli;

/// <summary>
/// The loop with the real CLI, which talks to a scripted API. A wrapper in place of the CLI gives it a HOME of the test's own
/// and the API's address: the supervisor passes neither on, and tests run side by side.
/// </summary>
internal sealed class Lab : IAsyncDisposable
{
    public const string Key = "sk-ant-api03-of-the-test-0123456789";
    public const string Token = "sk-ant-oat01-of-the-test";

    private readonly TemporaryFolder _folder = new();

    private Lab(MessagesApiServer api, string cli, bool oauth)
    {
        Api = api;
        Directory.CreateDirectory(Home);
        Directory.CreateDirectory(_folder.File("tmp"));
        var wrapper = RunnableFile.Write(_folder.File("claude"), $"""
            export HOME='{Home}' ANTHROPIC_BASE_URL='{api.BaseUrl}' CLAUDE_CODE_MAX_RETRIES=0 CLAUDE_CODE_TMPDIR='{_folder.File("tmp")}'
            unset CLAUDE_CONFIG_DIR CLAUDE_CODE_OAUTH_TOKEN
            {(oauth ? ":" : $"export ANTHROPIC_API_KEY='{Key}'")}
            exec '{cli}' "$@"
            """);
        if (oauth)
            LogIn();
        Loop = new Loop(claude: wrapper, now: true);
    }

    public MessagesApiServer Api { get; }

    public Loop Loop { get; }

    public string Home => _folder.File("home");

    /// <summary>What the CLI asked the model for, without its side requests.</summary>
    public IReadOnlyList<RecordedRequest> Conversation => [.. Api.Requests.Where(r => r.Kind == RequestKind.Conversation)];

    public static Task<Lab> StartAsync(Script script, bool oauth = false) => StartAsync(_ => script.Answer(), oauth);

    public static async Task<Lab> StartAsync(Func<RecordedRequest, Turn> answer, bool oauth = false)
    {
        Assert.SkipUnless(ClaudeCli.Program is not null, "the claude CLI is not installed; ./test installs it");
        return new(await MessagesApiServer.StartAsync(answer), ClaudeCli.Program!, oauth);
    }

    public static Turn Bash(string command) => Turn.Tool("Bash", new { command, description = "As told" });

    /// <summary>A policy with time to spare between attempts that are moved apart by the clock.</summary>
    public void Policy(params IEnumerable<string> keys) =>
        Loop.Policy("p", Written.Claude(["stall_after: 1h", "backoff: { base: 1m, cap: 1m }", .. keys]));

    public string HomeFile(string name, object content) => _folder.Write($"home/{name}", content as string ?? JsonSerializer.Serialize(content));

    public async ValueTask DisposeAsync()
    {
        await Loop.DisposeAsync();
        await Api.DisposeAsync();
        _folder.Dispose();
    }

    private void LogIn() => HomeFile(".claude/.credentials.json", new
    {
        claudeAiOauth = new
        {
            accessToken = Token,
            refreshToken = "sk-ant-ort01-of-the-test",
            expiresAt = TimeProvider.System.GetUtcNow().AddHours(8).ToUnixTimeMilliseconds(),
            scopes = new[] { "user:inference", "user:profile" },
            subscriptionType = "max",
        },
    });
}
