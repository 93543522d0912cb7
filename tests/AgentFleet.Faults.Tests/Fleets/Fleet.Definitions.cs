using System.Text.RegularExpressions;

namespace AgentFleet.Faults.Tests.Fleets;

/// <summary>What a fleet looks at and how it is cured.</summary>
internal sealed partial class Fleet
{
    /// <summary>The policy of every scanner that has one.</summary>
    public const string Cure = "cure";

    public string TroubleFile(string name) => _folder.File($"troubles/{name}");

    /// <summary>Defines a plugin that sees trouble for as long as the file of that name exists.</summary>
    public void Watch(string name, bool isCured = true) => _folder.Write($"scanners/{name}.yaml", $"""
        kind: plugin
        schedule: {Plan.Schedule}
        timeout: 30s
        command: [/bin/sh, {Script("check.sh")}, {_folder.Path}, {TroubleFile(name)}]
        {(isCured ? $"policy: {Cure}" : "")}

        """);

    /// <summary>Defines a check of a folder's size.</summary>
    public void WatchFolder(string name)
    {
        Directory.CreateDirectory(TroubleFile(name));
        _folder.Write($"scanners/{name}.yaml", $$"""
            kind: folder-size
            schedule: {{Plan.Schedule}}
            path: {{TroubleFile(name)}}
            thresholds: { warning: 10 B, critical: 1 KiB }
            policy: {{Cure}}

            """);
    }

    /// <summary>Defines any check.</summary>
    public void Define(string name, string definition) => _folder.Write($"scanners/{name}.yaml", definition + "\n");

    /// <summary>Writes any policy.</summary>
    public void Govern(string name, string policy) => _folder.Write($"policies/{name}.md", policy);

    /// <summary>Takes a policy as it ships, but that it does not wait long between two attempts, and that no agent takes over.</summary>
    public void Ship(string policy) => _folder.Write($"policies/{policy}.md", Waiting().Replace(
        File.ReadAllText(Repository.Path("policies", policy + ".md")), line => line.Value.StartsWith("then", StringComparison.Ordinal) ? "" : "backoff: { base: 1s, cap: 1s }"));

    /// <summary>Lets the supervisor and its runs find a program of the test's own where this machine has another, or none.</summary>
    public void StandIn(string program, string script) => File.SetUnixFileMode(
        _folder.Write($"stand-ins/{program}", script), UnixFileMode.UserRead | UnixFileMode.UserExecute);

    /// <summary>Takes a definition away.</summary>
    public void Retire(string name) => File.Delete(_folder.File($"scanners/{name}.yaml"));

    /// <summary>Makes trouble.</summary>
    public void Plant(string name)
    {
        var file = TroubleFile(name);
        File.WriteAllText(Directory.Exists(file) ? Path.Combine(file, "full") : file, "this is in the way");
        _planted.Add(name);
    }

    /// <summary>Makes the file of trouble that the test itself writes into the ledger.</summary>
    public void PlantFileOnly(string name) => File.WriteAllText(TroubleFile(name), "this is in the way");

    private void WriteConfiguration()
    {
        _folder.Write("agentfleet.yaml", $$"""
            host: host-1
            {{(Plan.Ntfy is null ? "" : $"ntfy: {{ server: \"{Plan.Ntfy}\", topic: faults }}")}}
            {{(Plan.GitHub is null ? "" : $"github: {Plan.GitHub}")}}
            supervisor: { max_concurrent: {{Plan.MaxConcurrent}} }

            """);
        _folder.Write($"policies/{Cure}.md", $$"""
            ---
            executor: runbook
            timeout: 2m
            max_attempts: 50
            backoff: { base: 1s, cap: 1s }
            run: [/bin/sh, {{Script("cure.sh")}}, {{_folder.Path}}, "{{Plan.RunLength}}"]
            ---
            Removes what is in the way.

            """);
    }

    [GeneratedRegex("^(backoff|then): .*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Waiting();
}
