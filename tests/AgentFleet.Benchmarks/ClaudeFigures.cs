using System.Globalization;
using AgentFleet.Ledger.Asking;
using AgentFleet.MessagesApi;
using AgentFleet.Testing;

namespace AgentFleet.Benchmarks;

/// <summary>
/// What an attempt takes beside the CLI itself: from its claim to the CLI's start, and from the CLI's end to the record.
/// A script in place of the CLI writes both moments down, so the CLI's own time, which varies by more, is left out exactly.
/// </summary>
internal static class ClaudeFigures
{
    private const int Rounds = 20;

    public static async Task MeasureAsync(string program)
    {
        if (ClaudeCli.Program is not { } cli)
        {
            Report.Row($"own time on top of `claude -p`", $"not measured: the CLI is not installed; ./test installs it", "100 ms");
            return;
        }
        await using var api = await MessagesApiServer.StartAsync(_ => Turn.Text("Nothing to be done."));
        using var place = new Place();
        Directory.CreateDirectory(place.Path("home"));
        var wrapper = place.Write("claude", $"""
            #!/bin/sh
            export HOME='{place.Path("home")}' ANTHROPIC_BASE_URL='{api.BaseUrl}' ANTHROPIC_API_KEY=sk-benchmark
            date +%s%N >"{place.Folder}/$AGENTFLEET_ATTEMPT.began"
            '{cli}' "$@"
            code=$?
            date +%s%N >"{place.Folder}/$AGENTFLEET_ATTEMPT.ended"
            exit $code

            """);
        File.SetUnixFileMode(wrapper, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        place.Write("agentfleet.yaml", $"host: host-1\nsupervisor: {{ max_concurrent: 1, claude: {wrapper} }}\n");
        place.Write("policies/p.md", """
            ---
            executor: claude
            match: { kind: plugin }
            allowed_tools: [Read]
            max_attempts: 1
            max_turns: 3
            max_budget_usd: 1
            ---
            Say that nothing is to be done.

            """);
        using (var ledger = place.OpenLedger())
            LargeLedger.AddOpen(ledger, 0, Rounds + 2);
        await using var supervisor = place.Start(program, "supervisor");
        Print(await AttemptsAsync(place), place);
    }

    private static async Task<IReadOnlyList<(string Id, DateTimeOffset Claimed, DateTimeOffset Recorded)>> AttemptsAsync(Place place)
    {
        using var reader = LedgerReader.Open(place.State, "host-1", TimeProvider.System);
        while (true)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System);
            var rows = reader.Ask("SELECT id, started_at, ended_at, outcome FROM fix_attempts WHERE ended_at IS NOT NULL ORDER BY started_at").Rows;
            if (rows.FirstOrDefault(row => (string)row[3]! != "succeeded") is { } failed)
                throw new InvalidOperationException($"the attempt {failed[0]} ended as {failed[3]}");
            if (rows.Count == Rounds + 2)
                return [.. rows.Skip(2).Select(row => ((string)row[0]!, Time(row[1]), Time(row[2])))];
        }
    }

    private static void Print(IReadOnlyList<(string Id, DateTimeOffset Claimed, DateTimeOffset Recorded)> attempts, Place place)
    {
        var (before, after, own, bare) = (new Samples(), new Samples(), new Samples(), new Samples());
        foreach (var (id, claimed, recorded) in attempts)
        {
            var (began, ended) = (Moment(place, id, "began"), Moment(place, id, "ended"));
            before.Add(began - claimed);
            after.Add(recorded - ended);
            own.Add(began - claimed + (recorded - ended));
            bare.Add(ended - began);
        }
        Report.Row(
            $"own time on top of `claude -p` ({bare.Median:0} ms), median of {Rounds}",
            $"{own.Median:0} ms (slowest {own.Worst:0}; claim to start {before.Median:0}, end to record {after.Median:0})", "100 ms");
    }

    private static DateTimeOffset Moment(Place place, string attempt, string what) =>
        DateTimeOffset.UnixEpoch.AddTicks(long.Parse(File.ReadAllText(place.Path($"{attempt}.{what}")), CultureInfo.InvariantCulture) / 100);

    private static DateTimeOffset Time(object? text) => DateTimeOffset.Parse((string)text!, CultureInfo.InvariantCulture);
}
