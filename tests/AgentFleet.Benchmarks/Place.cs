using AgentFleet.Ledger.Files;
using AgentFleet.Testing;

namespace AgentFleet.Benchmarks;

/// <summary>A configuration and a state folder of the benchmark's own, gone with it.</summary>
internal sealed class Place : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public Place(string configuration = "")
    {
        _folder.Write("agentfleet.yaml", $"host: host-1\n{configuration}\n");
        Directory.CreateDirectory(Path("scanners"));
        Directory.CreateDirectory(Path("policies"));
    }

    public StateFolder State => new(Path("state"));

    public string Folder => _folder.Path;

    public string Path(string name) => _folder.File(name);

    public string Write(string name, string text) => _folder.Write(name, text);

    public void CopyShippedScanners(string program)
    {
        foreach (var definition in Directory.EnumerateFiles(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(program)!, "scanners")))
            File.Copy(definition, Path($"scanners/{System.IO.Path.GetFileName(definition)}"));
    }

    public LedgerFile OpenLedger() => LedgerFile.Open(State, "host-1", TimeProvider.System);

    public string[] Argv(string program, params IEnumerable<string> verb) => [program, .. verb, "--state", State.Root, "--config", Path("agentfleet.yaml")];

    public Service Start(string program, string verb) => Service.Start(Argv(program, verb), _folder.Path);

    public void Dispose() => _folder.Dispose();
}
