using System.Globalization;
using AgentFleet.Testing;

namespace AgentFleet.Processes.Tests;

/// <summary>A folder for one test, with what the processes of the test write into it.</summary>
internal sealed class Scratch : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("agentfleet-processes-").FullName;

    /// <summary>Unique among all tests that run at the same time.</summary>
    public string RunId => Path.GetFileName(Folder);

    public string File(string name) => Path.Combine(Folder, name);

    public string Subfolder(string name) => Directory.CreateDirectory(File(name)).FullName;

    /// <summary>The process that wrote its pid into the file, once it has.</summary>
    public async Task<ProcessIdentity> ProcessAsync(string name)
    {
        await Eventually.BecomesTrueAsync(() => System.IO.File.Exists(File(name)) && System.IO.File.ReadAllText(File(name)).EndsWith('\n'));
        var pid = int.Parse(await System.IO.File.ReadAllTextAsync(File(name)), CultureInfo.InvariantCulture);
        return ProcessIdentity.Of(pid) ?? ProcessIdentity.None;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
