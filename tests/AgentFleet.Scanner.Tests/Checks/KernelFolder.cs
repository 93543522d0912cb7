using AgentFleet.Scanner.Checks;
using AgentFleet.Testing;

namespace AgentFleet.Scanner.Tests.Checks;

/// <summary>A folder that looks to a check like /proc, with what was recorded from a real one.</summary>
internal sealed class KernelFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Path => _folder.Path;

    public FakeTimeProvider Clock { get; } = new();

    public static string Recorded(string kind, string file) =>
        File.ReadAllText(Repository.Path("tests", "AgentFleet.Scanner.Tests", "Checks", kind, "Recorded", file));

    public string Write(string file, string text) => _folder.Write(file, text);

    public void Remove(string file) => File.Delete(_folder.File(file));

    /// <summary>One look after another, each with what the one before has noted.</summary>
    public async Task<Look> LookAsync(ICheck check, Look? before = null) => await check.LookAsync(
        new("machine", TimeSpan.FromSeconds(10), Clock) { Notes = before?.Notes ?? new Dictionary<string, string>() },
        TestContext.Current.CancellationToken);

    public void Dispose() => _folder.Dispose();
}
