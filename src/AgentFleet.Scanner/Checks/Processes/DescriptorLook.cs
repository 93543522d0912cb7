using System.Globalization;
using System.Text.Json.Nodes;
using AgentFleet.Ledger;

namespace AgentFleet.Scanner.Checks.Processes;

/// <summary>How near the worst of some processes is to its limit of file descriptors; a source of its own.</summary>
internal sealed class DescriptorLook(string proc, ProcessChoice choice, Thresholds thresholds)
{
    private const string Source = "descriptors";
    private const int MostListed = 5;

    public SourceLook At(IReadOnlyList<SeenProcess> processes, string? incomplete, CancellationToken ct)
    {
        var uses = new List<DescriptorUse>();
        var hidden = 0;
        foreach (var process in processes.Where(process => !process.IsZombie))
        {
            ct.ThrowIfCancellationRequested();
            if (DescriptorUse.Of(proc, process, out var isHidden) is { } use)
                uses.Add(use);
            hidden += isHidden ? 1 : 0;
        }

        if (hidden > 0)
            incomplete = string.Create(CultureInfo.InvariantCulture, $"the descriptors of {hidden} {(hidden == 1 ? "process" : "processes")} cannot be read: permission denied");
        var seen = Judge([.. uses.OrderByDescending(use => use.Share)]);
        // What is hidden can only be worse: too many stay too many, but "not too many" means nothing.
        return new(Source, incomplete is not null && seen.Level == Level.Ok ? [] : [seen], incomplete);
    }

    private Observation Judge(IReadOnlyList<DescriptorUse> uses)
    {
        var (level, title) = uses is [var worst, ..]
            ? (thresholds.LevelOf(worst.Share), string.Create(CultureInfo.InvariantCulture,
                $"{PlainText.Line(worst.Name, 60)} ({worst.Pid}) has {worst.Open} of {worst.Limit?.ToString(CultureInfo.InvariantCulture) ?? "any number of"} file descriptors open ({Percent.Print(worst.Share)})"))
            : (Level.Ok, $"there are no {choice.Called}");
        return new(Source, level, PlainText.Line(title, 200), new JsonObject
        {
            ["processes"] = new JsonArray([.. uses.Take(MostListed).Select(use => new JsonObject
            {
                ["pid"] = use.Pid,
                ["name"] = PlainText.Line(use.Name, 60),
                ["open_descriptors"] = use.Open,
                ["limit_descriptors"] = use.Limit,
                ["used_percent"] = Percent.Shown(use.Share),
            })]),
            ["warning_percent"] = thresholds.Warning,
            ["critical_percent"] = thresholds.Critical,
        })
        {
            Measured = uses.Count > 0 ? [new("used_percent", "%", (double)Math.Round(uses[0].Share, 2))] : [],
        };
    }
}
