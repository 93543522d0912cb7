using System.Security.Cryptography;
using System.Text.Json.Nodes;
using AgentFleet.Definitions;
using AgentFleet.GitHub;
using AgentFleet.Hub;
using AgentFleet.Hub.State;
using AgentFleet.Ledger.Asking;
using AgentFleet.Ledger.Scanning;
using AgentFleet.Scanner.Checks;
using AgentFleet.Scanner.Checks.GitHub;
using AgentFleet.Scanner.Cycles;
using AgentFleet.Scanner.Definitions;
using AgentFleet.Scanner.Schedules;
using AgentFleet.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentFleet.Scanner.Tests.Checks.GitHub;

/// <summary>
/// A GitHub with the repository acme/shop, its maintainer ann and a token that may read, and a scanner "github" that keeps
/// what it sees of it in a real ledger. All go by one clock, which moves a minute before each look.
/// </summary>
internal sealed class Watched : IAsyncDisposable
{
    public const string FixLabel = "agentfleet:fix";

    // What is asked for in a look waits no longer than this for GitHub to be asked again. A request is given more, and a look.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly TestLedger _ledger;
    private readonly GitHubConnection _connection;
    private readonly CycleRunner _runner;
    private GitHubOptions _options;

    private Watched(TestLedger ledger, GitHubServer server, string options)
    {
        (_ledger, Server) = (ledger, server);
        Shop = World.AddRepository("acme/shop");
        Ann = World.User("ann");
        Stranger = World.User("mallory");
        Shop.Grant(Ann, HubPermission.Write);
        Token = World.AddToken(Shop.Owner).For(Shop).With(Rights);
        _options = new(new Uri(server.Url.AbsoluteUri.TrimEnd('/') + "/"), new GitHubAccess.Text(new AccessToken(Token.Value)), [RepositoryName.Parse("acme/shop")], FixLabel);
        _connection = new(() => _options, Clock, _ => _ => Task.FromResult<string?>(null));
        _runner = new(_ledger.File, new Surroundings(_connection), Clock, NullLogger<CycleRunner>.Instance);
        Definition = Define(options);
    }

    public static (string, string)[] Rights { get; } =
        [("issues", "read"), ("pull_requests", "read"), ("actions", "read"), ("checks", "read"), ("statuses", "read"), ("vulnerability_alerts", "read"), ("security_events", "read")];

    public GitHubServer Server { get; }

    public HubWorld World => Server.World;

    public FakeTimeProvider Clock => _ledger.Clock;

    public HubRepository Shop { get; }

    /// <summary>May write to acme/shop.</summary>
    public HubUser Ann { get; }

    /// <summary>May not.</summary>
    public HubUser Stranger { get; }

    public HubToken Token { get; }

    public TestLedger Ledger => _ledger;

    public ScannerDefinition Definition { get; set; }

    public CycleStore Cycles => new(_ledger.File);

    /// <summary>All that is not resolved.</summary>
    public IReadOnlyList<Finding> Live => [.. Cycles.Known("github").Where(finding => finding.State != FindingState.Resolved)];

    /// <summary>The only one that is not resolved.</summary>
    public Finding Finding => Live.ShouldHaveSingleItem();

    /// <param name="options">More keys of the definition.</param>
    public static async Task<Watched> StartAsync(string options = "", GitHubRules? rules = null)
    {
        var ledger = new TestLedger();
        return new(ledger, await GitHubServer.StartAsync(rules, ledger.Clock), options);
    }

    /// <summary>An issue by somebody, with the fix label set by somebody.</summary>
    public HubIssue Ask(string title = "It is broken", HubUser? by = null, HubUser? labeledBy = null, string body = "Please mend it.", params string[] labels)
    {
        var issue = Shop.Issues.Open(title, body, by ?? Ann, labels);
        Clock.Advance(TimeSpan.FromSeconds(5));
        return issue.Label(FixLabel, labeledBy ?? Ann);
    }

    /// <summary>More repositories are watched from now on.</summary>
    public HubRepository Watch(string name)
    {
        var repository = World.AddRepository(name);
        repository.Grant(Ann, HubPermission.Write);
        Token.For(repository);
        Configure(_options.Repos.Append(RepositoryName.Parse(name)));
        return repository;
    }

    /// <summary>From now on an App asks, and what is looked at is all that its installation may see.</summary>
    public HubInstallation UseApp()
    {
        using var key = RSA.Create(2048);
        var app = World.AddApp("agentfleet", key.ExportSubjectPublicKeyInfoPem());
        var installation = app.Install(Shop.Owner, Rights.ToDictionary(right => right.Item1, right => right.Item2), Shop);
        var file = Path.Combine(_ledger.State.Root, "app.pem");
        File.WriteAllText(file, key.ExportPkcs8PrivateKeyPem());
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        _options = _options with { Access = new GitHubAccess.App(app.ClientId, installation.Id, file), Repos = [] };
        return installation;
    }

    public void Configure(IEnumerable<RepositoryName> repositories) => _options = _options with { Repos = [.. repositories] };

    public static ScannerDefinition Define(string options)
    {
        var problems = new Problems();
        var check = GitHubCheck.Kind.Read(YamlMap.Parse("github.yaml", $"kind: github\n{options}", problems)!, problems);
        problems.ThrowIfAny();
        return new("github", "github", new ScanSchedule.Every(TimeSpan.FromMinutes(1)), TimeSpan.FromMinutes(2), 1, 1, null, check);
    }

    /// <summary>A look by its schedule, a minute after the last.</summary>
    /// <param name="hangs">True once there is nothing but what hangs: then it has its time. Else no time passes but the pauses before something is asked again.</param>
    public async Task<CycleReport> LookAsync(CycleTrigger trigger = CycleTrigger.Schedule, Func<bool>? hangs = null)
    {
        Clock.Advance(TimeSpan.FromMinutes(1));
        var run = _runner.RunAsync(Definition, trigger, TestContext.Current.CancellationToken);
        while (await Task.WhenAny(run, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System)) != run)
        {
            if (hangs is null ? Clock.UntilNextTimer <= Pause : hangs())
                Clock.Advance(TimeSpan.FromMilliseconds(250));
        }
        return (await run).ShouldBeOfType<CycleOutcome.Ran>().Report;
    }

    /// <summary>A look that finds everything due to be asked anew.</summary>
    public Task<CycleReport> LookAtAllAsync()
    {
        Clock.Advance(TimeSpan.FromHours(1));
        return LookAsync();
    }

    /// <summary>An attempt at a finding that has just ended and wants its look.</summary>
    public Guid EndAttempt(Finding finding) => Attempts.End(_ledger.File, finding, Clock);

    /// <summary>An attempt at a finding that was just claimed and goes on.</summary>
    public Attempts.Begun BeginAttempt(Finding finding) => Attempts.Begin(_ledger.File, finding, Clock);

    public Guid EndAttempt(Attempts.Begun attempt) => Attempts.End(_ledger.File, attempt);

    /// <summary>What was remembered of every repository is garbage from now on.</summary>
    public void Spoil()
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={_ledger.State.Ledger};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "UPDATE check_notes SET value = '{\"id\":'";
        command.ExecuteNonQuery().ShouldBeGreaterThan(0);
    }

    /// <summary>All alerts so far, as kind, priority and title.</summary>
    public IReadOnlyList<string> Alerts => Column("SELECT kind || ' ' || priority || ': ' || title FROM alerts ORDER BY created_at, id");

    /// <summary>Why the last cycle did not see all; by source.</summary>
    public IReadOnlyList<string> Blind => Column(
        "SELECT source || ': ' || error FROM cycle_sources WHERE complete = 0 AND cycle_id = (SELECT id FROM cycles ORDER BY started_at DESC, id DESC LIMIT 1) ORDER BY source");

    public IReadOnlyList<string> Column(string sql)
    {
        using var reader = LedgerReader.Open(_ledger.State, "host-1", Clock);
        return [.. reader.Ask(sql).Rows.Select(row => (string)row[0]!)];
    }

    public static JsonObject Evidence(Finding finding) => JsonNode.Parse(finding.Evidence)!.AsObject();

    public async ValueTask DisposeAsync()
    {
        _connection.Dispose();
        await Server.DisposeAsync();
        _ledger.Dispose();
    }
}
