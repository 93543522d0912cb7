using System.Text.Json;

namespace AgentFleet.Supervisor.Tests.Loops;

/// <summary>Policies as a person would write them.</summary>
internal static class Written
{
    /// <summary>Removes the file that the finding's evidence names.</summary>
    public const string RemoveIt = """rm "$(cat "$AGENTFLEET_UNTRUSTED/evidence/path")" """;

    public static string Runbook(string script, params IEnumerable<string> keys) => Policy(
        ["executor: runbook", $"run: [/bin/sh, -c, {JsonSerializer.Serialize(script)}]", .. keys], "");

    public static string Claude(IEnumerable<string> keys, string instructions = "Keep {{host.name}} tidy.") => Policy(["executor: claude", .. keys], instructions);

    /// <summary>A script that goes on when the file is there, or after two minutes when the test forgot it.</summary>
    public static string WaitFor(string file) =>
        $"n=0; while [ ! -e '{file}' ] && [ $n -lt 2400 ]; do n=$((n+1)); sleep 0.05; done";

    private static string Policy(IEnumerable<string> head, string body) => $"---\n{string.Join('\n', head)}\n---\n{body}\n";
}
