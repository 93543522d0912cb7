using AgentFleet.Definitions;

namespace AgentFleet.Supervisor;

/// <summary>The <c>supervisor:</c> section of agentfleet.yaml, and where the policies are.</summary>
/// <param name="Policies">The folder of policies.</param>
/// <param name="MaxConcurrent">Runs at the same time, over all supervisors of a ledger.</param>
/// <param name="Claude">The claude CLI: a path, or a name in PATH.</param>
public sealed record SupervisorOptions(string Policies, int MaxConcurrent = 2, string Claude = "claude")
{
    public static SupervisorOptions Read(string policies, YamlMap? section, IReadOnlyDictionary<string, string> environment)
    {
        if (section is null)
            return new(policies);
        var claude = section.ExpandedText("claude", environment) ?? "claude";
        if (claude.Any(char.IsWhiteSpace) && !File.Exists(claude))
            section.Refuse("claude", $"{Quoted.Of(claude)} is not a program; arguments cannot be given here", "name the program only; its flags come from the policies");
        return new(policies, section.WholeNumber("max_concurrent", 2, min: 1, max: 64), claude);
    }
}

/// <summary>The newest good <see cref="SupervisorOptions"/>, asked for at every firing.</summary>
public sealed record SupervisorSettings(Func<SupervisorOptions> Current);
