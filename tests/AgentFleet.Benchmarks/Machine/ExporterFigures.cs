using System.Globalization;
using System.Net;
using System.Net.Sockets;
using AgentFleet.Testing;

namespace AgentFleet.Benchmarks;

/// <summary>The scanner at its shipped schedules beside Debian's prometheus-node-exporter, scraped as Prometheus scrapes it.</summary>
internal static class ExporterFigures
{
    private const string Exporter = "/usr/bin/prometheus-node-exporter";

    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BetweenScrapes = TimeSpan.FromSeconds(15);

    public static async Task MeasureAsync(string program)
    {
        var time = Watching.For(minutes: 10);
        using var place = new Place();
        place.CopyShippedScanners(program);
        await using var scanner = place.Start(program, "scanner");
        if (!File.Exists(Exporter))
        {
            await Task.Delay(Settling, TimeProvider.System);
            Row("the scanner at its shipped schedules", scanner.Pid, await Watching.CostAsync(scanner.Pid, time), time, "");
            Report.Row($"prometheus-node-exporter", $"not measured: apt-get install prometheus-node-exporter", "");
            return;
        }
        var address = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{FreePort()}");
        await using var exporter = Service.Start([Exporter, $"--web.listen-address={address}"], place.Folder);
        using var over = new CancellationTokenSource();
        var scrapes = ScrapeAsync(new Uri($"http://{address}/metrics"), over.Token);
        await Task.Delay(Settling, TimeProvider.System);
        var costs = await Task.WhenAll(Watching.CostAsync(scanner.Pid, time), Watching.CostAsync(exporter.Pid, time));
        await over.CancelAsync();
        Row("the scanner at its shipped schedules", scanner.Pid, costs[0], time, "the exporter's");
        Row($"prometheus-node-exporter beside it, scraped every 15 s ({await scrapes} times)", exporter.Pid, costs[1], time, "");
    }

    private static void Row(string name, int pid, ProcessCost cost, TimeSpan time, string limit) => Report.Row(
        $"{name}, {time.TotalMinutes:0} min: processor time an hour, resident memory",
        $"{(cost.All / time.TotalHours).TotalSeconds:0.0} s (children {(cost.Children / time.TotalHours).TotalSeconds:0.0}), {ProcessCost.ResidentMebibytes(pid):0.0} MiB", limit);

    private static async Task<int> ScrapeAsync(Uri address, CancellationToken ct)
    {
        using var client = new HttpClient(new SocketsHttpHandler());
        var scrapes = 0;
        using var tick = new PeriodicTimer(BetweenScrapes, TimeProvider.System);
        try
        {
            while (await tick.WaitForNextTickAsync(ct))
            {
                _ = await client.GetByteArrayAsync(address, ct);
                scrapes++;
            }
        }
        catch (OperationCanceledException)
        {
            // Enough.
        }
        return scrapes;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
