using AgentFleet.Scanner.Checks;

namespace AgentFleet.Scanner.Tests.Checks.BadInput;

/// <summary>What must be true of a look whatever it looked at.</summary>
internal static class Survival
{
    private const int Enough = 100_000;

    // What is on its way to its end may take long on a busy machine; what hangs would never come.
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    public static async Task<Look> SurviveAsync(this ICheck check, double seconds = 10, IReadOnlyDictionary<string, string>? notes = null)
    {
        // As the scanner bounds it.
        var look = await Task.Run(() => check.LookAsync(Definition.Context(TimeSpan.FromSeconds(seconds)) with { Notes = notes ?? new Dictionary<string, string>() }, CancellationToken.None))
            .WaitAsync(TimeSpan.FromSeconds(seconds) + Grace, TimeProvider.System, TestContext.Current.CancellationToken);
        look.Sources.ShouldNotBeEmpty();
        foreach (var text in look.Sources.SelectMany(Lines))
        {
            text.ShouldNotBeNullOrWhiteSpace();
            text.ShouldAllBe(letter => !char.IsControl(letter));
            text.Length.ShouldBeLessThan(1002);
        }
        look.Sources.SelectMany(source => source.Observations).Sum(seen => seen.Evidence.ToJsonString().Length).ShouldBeLessThan(Enough);
        look.Notes?.Sum(note => note.Key.Length + note.Value.Length).ShouldBeLessThan(Enough);
        look.Notes?.ShouldAllBe(note => !note.Key.Contains('\0') && !note.Value.Contains('\0'), "the ledger keeps no NUL");
        return look;
    }

    private static IEnumerable<string> Lines(SourceLook look) =>
        [look.Source, look.Incomplete ?? "complete", .. look.Observations.Select(seen => seen.Title)];
}
