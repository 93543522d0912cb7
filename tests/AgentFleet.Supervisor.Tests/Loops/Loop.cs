using AgentFleet.GitHub;
using AgentFleet.Ledger.Alerting;
using AgentFleet.Ledger.Asking;
using AgentFleet.Ledger.Files;
using AgentFleet.Ledger.Fixing;
using AgentFleet.Testing;

namespace AgentFleet.Supervisor.Tests.Loops;

/// <summary>The whole round on one real ledger: a scanner that watches files, policies in a folder, a supervisor, real runs.</summary>
internal sealed class Loop : IAsyncDisposable
{
    private readonly List<OneSupervisor> _others = [];
    private readonly SupervisorOptions _options;
    private readonly LedgerFile _ledger;
    private readonly GitHubConnection? _gitHub;

    /// <param name="mostAtOnce">Runs at the same time.</param>
    /// <param name="claude">The claude CLI.</param>
    /// <param name="now">The clock shows the time of the files that runs write, so that stalls are seen.</param>
    /// <param name="gitHub">What GitHub is asked through, made for the loop's clock.</param>
    public Loop(int mostAtOnce = 2, string claude = "claude", bool now = false, Func<TimeProvider, GitHubConnection>? gitHub = null)
    {
        Clock = new(now ? TimeSpan.Zero : TimeSpan.FromDays(-60));
        State = new(Folder.File("state"));
        Directory.CreateDirectory(Folder.File("policies"));
        _options = new(Folder.File("policies"), mostAtOnce, claude);
        _ledger = LedgerFile.Open(State, "host-1", Clock);
        Scanner = new(_ledger, Clock);
        _gitHub = gitHub?.Invoke(Clock);
        Supervisor = new(State, _options, Clock, _gitHub);
        (Work, Claims, Holds) = (new(_ledger), new(_ledger), new(_ledger));
    }

    public TemporaryFolder Folder { get; } = new();

    public ShiftedClock Clock { get; }

    public StateFolder State { get; }

    public FileScanner Scanner { get; }

    public OneSupervisor Supervisor { get; }

    public WorkStore Work { get; }

    public AttemptStore Claims { get; }

    public HoldStore Holds { get; }

    /// <summary>A file that a script of the test may wait for or leave a word in.</summary>
    public string File(string name) => Folder.File(name);

    public string Policy(string name, string text) => Folder.Write($"policies/{name}.md", text);

    /// <summary>Makes a new trouble that is there until its file is deleted.</summary>
    public Watched Trouble(string subject, string? policy) => Trouble(new Watched(subject, File($"watched/{subject}"), policy));

    public Watched Trouble(Watched trouble)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(trouble.Path)!);
        System.IO.File.WriteAllText(trouble.Path, "");
        Scanner.Watch(trouble);
        return trouble;
    }

    public OneSupervisor AnotherSupervisor()
    {
        var other = new OneSupervisor(State, _options, Clock, _gitHub);
        _others.Add(other);
        return other;
    }

    /// <summary>Scan, fix, look again, and draw the conclusion.</summary>
    public async Task RoundAsync()
    {
        await FixAsync();
        Scan();
        await Supervisor.SettleAsync();
    }

    /// <summary>Scan, and fix what is found.</summary>
    public Task FixAsync()
    {
        Scan();
        return Supervisor.SettleAsync();
    }

    public void Scan()
    {
        // Ledger times have milliseconds; a look in the very millisecond of what it looks for would not count as later.
        Clock.Advance(TimeSpan.FromMilliseconds(5));
        Scanner.Scan();
        Clock.Advance(TimeSpan.FromMilliseconds(5));
    }

    /// <summary>Time passes, that much again and again, until it is done: whoever measures it may not have begun at the first.</summary>
    public async Task PassAsync(TimeSpan time, Task until)
    {
        await Eventually.BecomesTrueAsync(() =>
        {
            if (!until.IsCompleted)
                Clock.Pass(time);
            return until.IsCompleted;
        });
        await until;
    }

    public WorkOrder Order(string subject) => Work.Of(Scanner.Finding(subject).Id).ShouldNotBeNull().Order;

    /// <summary>The attempts at the last episode, the first first.</summary>
    public IReadOnlyList<Attempt> Attempts(string subject) => [.. Claims.Of(Scanner.Finding(subject).Id).Reverse()];

    /// <summary>The rows of a question to the ledger, columns joined by blanks.</summary>
    public IReadOnlyList<string> Ask(string sql)
    {
        using var reader = LedgerReader.Open(State, "host-1", Clock);
        return [.. reader.Ask(sql).Rows.Select(row => string.Join(' ', row.Select(v => v ?? "null")))];
    }

    public IReadOnlyList<string> Alerts(AlertKind kind) => Ask($"SELECT priority, title, body FROM alerts WHERE kind = '{kind.Word}' ORDER BY id");

    public async ValueTask DisposeAsync()
    {
        foreach (var other in _others)
            await other.DisposeAsync();
        await Supervisor.DisposeAsync();
        _gitHub?.Dispose();
        _ledger.Dispose();
        Folder.Dispose();
    }
}
