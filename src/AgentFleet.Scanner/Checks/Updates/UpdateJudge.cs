using System.Text.Json.Nodes;
using AgentFleet.Definitions;

namespace AgentFleet.Scanner.Checks.Updates;

/// <summary>Says how bad it is that there are updates, old lists or a reboot to be done.</summary>
internal sealed record UpdateJudge(Thresholds Security, Thresholds Other, TimeSpan ListsOlderThan, Level Reboot)
{
    /// <param name="tellsSecurity">Whether those for security are told from others.</param>
    public IReadOnlyList<Observation> Packages(PendingSummary pending, bool tellsSecurity) =>
    [
        .. tellsSecurity ? [Count("security", "security update", pending.Security, Security, pending.Named)] : Array.Empty<Observation>(),
        Count("other", tellsSecurity ? "other update" : "update", pending.Other, Other, pending.Named),
    ];

    public Observation Lists(TimeSpan age)
    {
        var shown = Durations.Print(TimeSpan.FromHours(Math.Max(0, Math.Floor(age.TotalHours))));
        return new("lists", age > ListsOlderThan ? Level.Warning : Level.Ok, $"the package lists are {shown} old", new JsonObject
        {
            ["age_seconds"] = Math.Floor(age.TotalSeconds),
            ["warning_seconds"] = ListsOlderThan.TotalSeconds,
        });
    }

    public Observation Restart(RestartNeed need) =>
        new("reboot", need.Required ? Reboot : Level.Ok, need.Required ? "a reboot is required" : "no reboot is required", new JsonObject
        {
            ["required"] = need.Required,
            ["packages"] = new JsonArray([.. need.AskedFor.Select(name => JsonValue.Create(Ledger.PlainText.Line(name, 100)))]),
        });

    private static Observation Count(string thing, string what, int count, Thresholds thresholds, IReadOnlyList<string> named) =>
        new(thing, thresholds.LevelOf(count), $"{count} {what}{(count == 1 ? " is" : "s are")} pending", new JsonObject
        {
            ["pending"] = count,
            ["packages"] = new JsonArray([.. named.Select(name => JsonValue.Create(name))]),
            ["warning"] = thresholds.Warning,
            ["critical"] = thresholds.Critical,
        })
        {
            Measured = [new($"{thing}_updates", "", count)],
        };
}
