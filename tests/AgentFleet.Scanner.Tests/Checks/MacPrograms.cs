using AgentFleet.Testing;

namespace AgentFleet.Scanner.Tests.Checks;

/// <summary>Programs that stand in for those of macOS and say what those said.</summary>
internal sealed class MacPrograms : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FakeTimeProvider Clock { get; } = new();

    /// <summary>What no program of macOS says: a parser survives it and makes nothing of it. No theory, whose data become names.</summary>
    public static IReadOnlyList<string> Garbage =>
    [
        "", "\n", "\0\u001b[31m", "PID", "Mach Virtual Memory Statistics: (page size of 0 bytes)", "{ 1,5 1,4 1,3 }", "{", "- - -", "+/-",
        new string('9', 10_000_000), string.Concat(Enumerable.Repeat("a: 1\tb +/- {\n", 700_000)),
    ];

    public static string Recorded(string release, string file) => System.IO.File.ReadAllText(Repository.Path("tests", "AgentFleet.Scanner.Tests", "Recorded", release, file));

    /// <summary>A program that prints a text.</summary>
    public string Says(string name, string text) => Runs(name, $"exec cat '{_folder.Write($"{name}.txt", text)}'");

    /// <summary>A program that is a script.</summary>
    public string Runs(string name, string script)
    {
        var path = _folder.File(name);
        System.IO.File.Delete(path);
        return RunnableFile.Write(path, script);
    }

    public string File(string name) => _folder.File(name);

    public void Dispose() => _folder.Dispose();
}
