using AgentFleet.Ledger.Asking;
using AgentFleet.Ledger.Files;
using AgentFleet.Scanner.Checks;
using AgentFleet.Scanner.Service;
using AgentFleet.Scanner.Tests.Webhooks;
using AgentFleet.Scanner.Webhooks;
using AgentFleet.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AgentFleet.Scanner.Tests.Service;

/// <summary>The scanner service as it really runs: real time, real Quartz, real processes.</summary>
internal sealed class RunningScanner : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TimeProvider _clock;
    private IHost? _host;

    public RunningScanner()
        : this(TimeProvider.System)
    {
    }

    public RunningScanner(TimeProvider clock)
    {
        _clock = clock;
        State = new StateFolder(_folder.File("state"));
        Ledger = LedgerFile.Open(State, "host-1", clock);
    }

    public StateFolder State { get; }

    public Heard Log { get; } = new();

    public LedgerFile Ledger { get; }

    public static CancellationToken Enough => TestContext.Current.CancellationToken;

    /// <summary>Puts a definition in place at once, as a careful editor does.</summary>
    public string Define(string name, string text)
    {
        var file = _folder.File($"scanners/{name}.yaml");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.Move(_folder.Write($"scanners/.{name}.new", text), file, overwrite: true);
        return file;
    }

    public string Write(string name, string text) => _folder.Write(name, text);

    public string PathOf(string name) => _folder.File(name);

    /// <param name="slowTick">How long a ring that was lost goes unnoticed; for ever, as far as a test goes, when left out.</param>
    public async Task StartAsync(TimeSpan housekeeping, WebhookSettings? webhook = null, TimeSpan? slowTick = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.SetMinimumLevel(LogLevel.Information).AddProvider(Log);
        builder.Services.AddSingleton(Ledger);
        builder.Services.AddSingleton(_clock);
        builder.Services.AddSingleton(Surroundings.None);
        builder.Services.AddScanner(new(_folder.File("scanners"))
        {
            Housekeeping = housekeeping,
            SlowTick = slowTick ?? TimeSpan.FromHours(1),
            BlindRetry = TimeSpan.FromSeconds(1),
        });
        if (webhook is not null)
            builder.Services.AddWebhook(webhook);
        _host = builder.Build();
        await _host.StartAsync(Enough);
    }

    public IReadOnlyList<IReadOnlyList<object?>> Ask(string sql)
    {
        using var reader = LedgerReader.Open(State, "host-1", TimeProvider.System);
        return reader.Ask(sql).Rows;
    }

    public long Count(string sql) => (long)Ask($"SELECT count(*) FROM {sql}")[0][0]!;

    public static Task UntilAsync(Func<bool> holds) => Eventually.BecomesTrueAsync(holds);

    public async Task StopAsync()
    {
        if (_host is null)
            return;
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
        _host = null;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Log.Logs.Dispose();
        Ledger.Dispose();
        _folder.Dispose();
    }
}
