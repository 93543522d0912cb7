using System.Globalization;
using System.Text.Json.Nodes;
using AgentFleet.Scanner.Checks;

namespace AgentFleet.Scanner.Judging;

/// <summary>
/// Judges what was measured by what is usual there: the median of its last week. What has no past of a day yet, or is
/// usually nothing at all, is not judged.
/// </summary>
/// <param name="times">How many times the usual value is bad.</param>
internal sealed class Unusual(Thresholds times, IHistory history, DateTimeOffset now)
{
    private static readonly TimeSpan Window = TimeSpan.FromDays(7);
    private static readonly TimeSpan Least = TimeSpan.FromDays(1);
    private const int Fewest = 20;
    private const double Furthest = 1e9;

    public Look Over(Look look) => times == Thresholds.Never ? look : look with
    {
        Sources = [.. look.Sources.Select(source => source with { Observations = [.. source.Observations.Select(Over)] })],
    };

    private Observation Over(Observation seen)
    {
        if (seen.Measured is not [var main, ..] || Usual(seen.Thing, main.Metric) is not (> 0 and var usual) || !double.IsFinite(main.Value))
            return seen;
        // A plugin may print any number; beyond these it makes no difference how far.
        var ratio = Math.Round((decimal)Math.Clamp(main.Value / usual, -Furthest, Furthest), 2);
        var level = times.LevelOf(ratio);
        var evidence = (JsonObject)seen.Evidence.DeepClone();
        evidence[$"usual_{main.Metric}"] = Math.Round(usual, 2);
        evidence["times_usual"] = ratio;
        evidence["warning_times_usual"] = times.Warning;
        evidence["critical_times_usual"] = times.Critical;
        return level <= seen.Level ? seen with { Evidence = evidence } : seen with
        {
            Level = level,
            Evidence = evidence,
            Title = string.Create(CultureInfo.InvariantCulture, $"{seen.Title}: {ratio:0.#} times what is usual ({usual:0.##}{(main.Unit.Length > 0 ? " " : "")}{main.Unit})"),
        };
    }

    private double? Usual(string? thing, string metric)
    {
        var past = history.Of(thing, metric, now - Window);
        return past.Count < Fewest || past[^1].At - past[0].At < Least ? null : Median([.. past.Select(point => point.Value)]);
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }
}
