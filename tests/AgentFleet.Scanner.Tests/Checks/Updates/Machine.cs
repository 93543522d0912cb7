using AgentFleet.Scanner.Checks;
using AgentFleet.Scanner.Checks.Updates;
using AgentFleet.Testing;

namespace AgentFleet.Scanner.Tests.Checks.Updates;

/// <summary>A folder that stands for a machine's root, looked at again and again with the notes of the look before.</summary>
internal sealed class Machine : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly UpdateJudge _judge = new(new(1, null), new(null, null), TimeSpan.FromDays(7), Level.Warning);

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 10, 0, 0, 0, TimeSpan.Zero));

    public IReadOnlyDictionary<string, string> Notes { get; private set; } = new Dictionary<string, string>();

    public string Root => _folder.Path;

    public static string Recorded(string file) => Repository.Path("tests", "AgentFleet.Scanner.Tests", "Recorded", file);

    public string File(string path) => _folder.File(path);

    public string Write(string path, string text = "", double daysAgo = 0)
    {
        var file = _folder.Write(path, text);
        System.IO.File.SetLastWriteTimeUtc(file, Clock.GetUtcNow().UtcDateTime.AddDays(-daysAgo));
        return file;
    }

    /// <summary>A program that is a script of the shell.</summary>
    public IReadOnlyList<string> Script(string name, string script) => ["/bin/sh", _folder.Write($"scripts/{name}", script)];

    public async Task<Dictionary<string, SourceLook>> LookAsync(params IPackageManager[] managers)
    {
        var check = new UpdateCheck(_judge) { Managers = managers };
        var look = await check.LookAsync(new("updates", TimeSpan.FromSeconds(10), Clock) { Notes = Notes }, TestContext.Current.CancellationToken);
        Notes = look.Notes ?? Notes;
        return look.Sources.ToDictionary(source => source.Source);
    }

    public void Forge(string key, string note) => Notes = new Dictionary<string, string>(Notes) { [key] = note };

    /// <summary>What a complete source shows.</summary>
    public static IEnumerable<string> Titles(SourceLook look)
    {
        look.Incomplete.ShouldBeNull();
        return look.Observations.Select(seen => $"{seen.Thing}: {seen.Level}: {seen.Title}");
    }

    public static IEnumerable<string> Named(SourceLook look) => look.Observations[^1].Evidence["packages"]!.AsArray().Select(name => name!.GetValue<string>());

    public void Dispose() => _folder.Dispose();
}
