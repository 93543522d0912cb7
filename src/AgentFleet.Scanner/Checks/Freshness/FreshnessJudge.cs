using System.Globalization;
using System.Text.Json.Nodes;
using AgentFleet.Definitions;
using AgentFleet.Ledger;

namespace AgentFleet.Scanner.Checks.Freshness;

/// <summary>Says how bad the age and the size of the newest file are.</summary>
/// <param name="smallest">In bytes; null: any size will do.</param>
internal sealed class FreshnessJudge(Thresholds thresholds, long? smallest)
{
    // Clocks of two machines may differ by that much without anybody noticing.
    private static readonly TimeSpan MostAhead = TimeSpan.FromMinutes(5);

    public Observation Of(string path, NewestFile newest, DateTimeOffset now)
    {
        var difference = now - newest.Written;
        var age = difference > TimeSpan.Zero ? difference : TimeSpan.Zero;
        var (level, title) = newest switch
        {
            { Missing: { } missing } => (Level.Critical, missing),
            _ when newest.Bytes < smallest => (Level.Critical, $"{newest.File} has only {Sizes.Print(newest.Bytes)}, less than {Sizes.Print(smallest.Value)}"),
            _ when -difference > MostAhead => (Level.Warning, $"{newest.File} is dated {Shown(-difference)} in the future: a clock has gone back, or it was set"),
            _ => (thresholds.LevelOf(age), $"{newest.File} is {Shown(age)} old ({Sizes.Print(newest.Bytes)})"),
        };
        var found = newest.File is not null;
        return new Observation(null, level, PlainText.Line(title, 300), new JsonObject
        {
            ["path"] = PlainText.Line(path, 1000),
            ["newest_file"] = found ? PlainText.Line(newest.File!, 1000) : null,
            ["written"] = found ? newest.Written.UtcDateTime.ToString("O", CultureInfo.InvariantCulture) : null,
            ["age_seconds"] = found ? Math.Floor(difference.TotalSeconds) : null,
            ["size_bytes"] = found ? newest.Bytes : null,
            ["files"] = newest.Candidates,
            ["min_size_bytes"] = smallest,
            ["warning_seconds"] = thresholds.Warning,
            ["critical_seconds"] = thresholds.Critical,
        })
        {
            Measured = found ? [new("age_seconds", "s", Math.Floor(age.TotalSeconds)), new("size_bytes", "B", newest.Bytes)] : [],
        };
    }

    private static string Shown(TimeSpan time) => Durations.Print(time.TotalMinutes < 1
        ? TimeSpan.FromSeconds(Math.Floor(time.TotalSeconds))
        : TimeSpan.FromMinutes(Math.Floor(time.TotalMinutes)));
}
