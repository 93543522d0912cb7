using AgentFleet.Definitions;
using AgentFleet.Scanner.Checks;
using AgentFleet.Scanner.Checks.Logs;
using AgentFleet.Testing;

namespace AgentFleet.Scanner.Tests.Checks.Logs;

/// <summary>A log in a folder of its own, looked at again and again with the notes of the look before.</summary>
internal sealed class LogWorld : IDisposable
{
    public TemporaryFolder Folder { get; } = new();

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));

    public IReadOnlyDictionary<string, string> Notes { get; set; } = new Dictionary<string, string>();

    public string Log => Folder.File("app.log");

    public static ICheck Read(string definition, params string[] problems)
    {
        var found = new Problems();
        var map = YamlMap.Parse("web.yaml", definition, found).ShouldNotBeNull();
        var check = LogCheck.Kind.Read(map, found);
        map.Finish();
        found.All.Select(problem => problem.ToString()).ShouldBe(problems);
        return check;
    }

    public Task<SourceLook> LookAsync(string options = "match: [error]") => LookAsync(Read($"file: {Log}\n{options}\n"));

    public async Task<SourceLook> LookAsync(ICheck check)
    {
        var look = await check.LookAsync(new("web", TimeSpan.FromSeconds(10), Clock) { Notes = Notes }, TestContext.Current.CancellationToken);
        Notes = look.Notes ?? Notes;
        return look.Sources.ShouldHaveSingleItem();
    }

    /// <summary>How many lines matched; a look that is not the whole truth fails.</summary>
    public async Task<long> MatchesAsync(string options = "match: [error]")
    {
        var look = await LookAsync(options);
        look.Incomplete.ShouldBeNull();
        return Number(look, "matches");
    }

    public static long Number(SourceLook look, string key) => look.Observations.ShouldHaveSingleItem().Evidence[key]!.GetValue<long>();

    public static IEnumerable<string> LastLines(SourceLook look) => look.Observations.ShouldHaveSingleItem().Evidence["last_lines"]!.AsArray().Select(line => line!.GetValue<string>());

    public void Append(string text) => File.AppendAllText(Log, text);

    public void Dispose() => Folder.Dispose();
}
