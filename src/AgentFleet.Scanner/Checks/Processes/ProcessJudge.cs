using System.Globalization;
using System.Text.Json.Nodes;
using AgentFleet.Definitions;
using AgentFleet.Ledger;

namespace AgentFleet.Scanner.Checks.Processes;

/// <summary>Says how bad it is how many processes there are, how old they are, and how many of them are zombies.</summary>
internal sealed class ProcessJudge(ProcessChoice choice, ProcessLimits limits)
{
    private const int LongestTitle = 200;

    /// <param name="processes">Those that are meant, as far as they can be seen.</param>
    /// <param name="ageless">Why none of them has an age; null when they have.</param>
    public SourceLook Of(string source, IReadOnlyList<SeenProcess> processes, string? incomplete, string? ageless)
    {
        List<SeenProcess> running = [.. processes.Where(process => !process.IsZombie)];
        List<SeenProcess> zombies = [.. processes.Where(process => process.IsZombie)];
        var seen = new List<Observation> { OfCount(running), OfZombies(zombies) };
        if (limits.Age != Thresholds.Never)
        {
            if (ageless is null)
                seen.Add(OfAge(running));
            incomplete ??= ageless;
        }

        if (incomplete is not null)
            seen.RemoveAll(observation => !Believable(observation, running.Count));
        return new(source, seen, incomplete);
    }

    // Those that are hidden can only add: too many stay too many and enough stay enough, but all else means nothing.
    private bool Believable(Observation seen, int running) =>
        seen.Thing == "count" ? running >= limits.Least && (limits.Most is null || running > limits.Most) : seen.Level != Level.Ok;

    private Observation OfCount(List<SeenProcess> running)
    {
        var (bad, wanted) = running.Count < limits.Least ? (true, string.Create(CultureInfo.InvariantCulture, $", at least {limits.Least} should be"))
            : running.Count > limits.Most ? (true, string.Create(CultureInfo.InvariantCulture, $", at most {limits.Most} should be"))
            : (false, "");
        var title = string.Create(CultureInfo.InvariantCulture, $"{choice.Called}: {running.Count} running{wanted}");
        return new("count", bad ? Level.Critical : Level.Ok, PlainText.Line(title, LongestTitle), new JsonObject
        {
            ["name"] = choice.Name,
            ["command"] = choice.Command,
            ["count"] = running.Count,
            ["min"] = limits.Least,
            ["max"] = limits.Most,
        })
        {
            Measured = [new("count", "", running.Count)],
        };
    }

    private Observation OfZombies(List<SeenProcess> zombies)
    {
        var title = string.Create(CultureInfo.InvariantCulture, $"{choice.Called}: {zombies.Count} {(zombies.Count == 1 ? "zombie" : "zombies")}");
        return new("zombies", limits.Zombies.LevelOf(zombies.Count), PlainText.Line(title, LongestTitle), new JsonObject
        {
            ["count"] = zombies.Count,
            // Only its parent can end a zombie, by waiting for it or by ending itself.
            ["parents"] = Suspects.ParentsOf(zombies),
            ["warning"] = limits.Zombies.Warning,
            ["critical"] = limits.Zombies.Critical,
        });
    }

    private Observation OfAge(List<SeenProcess> running)
    {
        var oldest = running.MaxBy(process => process.Age);
        var age = (decimal)(oldest?.Age ?? TimeSpan.Zero).TotalSeconds;
        var title = oldest is null
            ? $"there are no {choice.Called}"
            : string.Create(CultureInfo.InvariantCulture, $"the oldest of the {choice.Called} ({oldest.Pid}) runs since {Durations.Print(TimeSpan.FromSeconds((double)age))}");
        return new("age", oldest is null ? Level.Ok : limits.Age.LevelOf(age), PlainText.Line(title, LongestTitle), new JsonObject
        {
            ["pid"] = oldest?.Pid,
            ["age_seconds"] = age,
            ["warning_seconds"] = limits.Age.Warning,
            ["critical_seconds"] = limits.Age.Critical,
        });
    }
}
