using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using AgentFleet.Ledger.Asking;

namespace AgentFleet.Benchmarks;

/// <summary>From the label on GitHub to the attempt's claim, both services at work: by schedule, and by webhook.</summary>
internal static class LabelFigures
{
    private const int Repositories = 50;
    private const int Issues = 200;
    private const int Labels = 10;
    private const string Secret = "a-secret-of-the-benchmark";
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    // Longer than hints of issues wait for each other, because labels seldom come in heaps.
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(10);

    public static async Task MeasureAsync(string program)
    {
        await RunAsync(program, Interval, null, string.Create(CultureInfo.InvariantCulture, $"looking every {Interval.TotalSeconds:0} s"), "6 s");
        await RunAsync(program, TimeSpan.FromHours(1), FreePort(), "by webhook", "1 s");
    }

    private static async Task RunAsync(string program, TimeSpan interval, int? port, string how, string limit)
    {
        await using var hub = await HubProcess.StartAsync(Repositories, Issues);
        using var place = GitHubFigures.PlaceFor(hub, Repositories, interval, port is null ? "" : string.Create(CultureInfo.InvariantCulture, $", webhook: {{ listen: \"127.0.0.1:{port}\", secret: {Secret} }}"));
        place.Write("policies/mend.md", """
            ---
            executor: runbook
            match: { kind: github.issue, labels: [agentfleet:fix] }
            run: [/bin/true]
            max_attempts: 1
            ---
            Nothing.

            """);
        await using var scanner = place.Start(program, "scanner");
        await GitHubFigures.CyclesAsync(place, 1);
        await using var supervisor = place.Start(program, "supervisor");
        await UntilQuietAsync(place);
        using var client = new HttpClient(new SocketsHttpHandler());
        var samples = new Samples();
        for (var label = 0; label < Labels; label++)
        {
            // Not always at the same moment of the interval.
            await Task.Delay((TimeSpan.FromSeconds(5) * label / Labels) + Between, TimeProvider.System);
            var set = TimeProvider.System.GetUtcNow();
            var subject = await hub.TellAsync(string.Create(CultureInfo.InvariantCulture, $"label {label}"));
            if (port is { } open)
                await DeliverAsync(client, open);
            samples.Add(await ClaimedAsync(place, subject) - set);
        }
        Report.Row($"from a label to its attempt's claim, {how}, median of {Labels} (slowest)", $"{samples.Median / 1000:0.0} s ({samples.Worst / 1000:0.0} s)", limit);
    }

    private static async Task DeliverAsync(HttpClient client, int port)
    {
        // A signature may come only once, and so do real bodies.
        var body = Encoding.UTF8.GetBytes($$"""{"action":"labeled","at":"{{Guid.CreateVersion7(TimeProvider.System.GetUtcNow())}}"}""");
        using var request = new HttpRequestMessage(HttpMethod.Post, string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/hooks/github"));
        request.Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
        request.Headers.Add("X-GitHub-Event", "issues");
        request.Headers.Add("X-GitHub-Delivery", Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString());
        request.Headers.Add("X-Hub-Signature-256", "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), body)));
        using var answer = await client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }

    // What was labeled before is not counted.
    private static async Task UntilQuietAsync(Place place)
    {
        while (Convert.ToInt64(Ask(place, "SELECT count(*) FROM findings f WHERE f.kind = 'github.issue' AND NOT EXISTS (SELECT 1 FROM fix_attempts a WHERE a.finding_id = f.id AND a.ended_at IS NOT NULL)")[0][0], CultureInfo.InvariantCulture) > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System);
    }

    private static async Task<DateTimeOffset> ClaimedAsync(Place place, string subject)
    {
        while (true)
        {
            if (Ask(place, $"SELECT a.started_at FROM fix_attempts a JOIN findings f ON f.id = a.finding_id WHERE f.subject = '{subject}'") is [[string started, ..], ..])
                return DateTimeOffset.Parse(started, CultureInfo.InvariantCulture);
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }

    private static IReadOnlyList<IReadOnlyList<object?>> Ask(Place place, string sql)
    {
        using var reader = LedgerReader.Open(place.State, "host-1", TimeProvider.System);
        return reader.Ask(sql).Rows;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
