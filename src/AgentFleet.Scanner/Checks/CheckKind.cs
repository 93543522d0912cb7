using AgentFleet.Definitions;

namespace AgentFleet.Scanner.Checks;

/// <summary>A kind of check that a definition can name. docs/checks.md is made from these words.</summary>
/// <param name="Name">What stands behind <c>kind:</c>.</param>
/// <param name="Says">What it looks at, and when that is bad.</param>
/// <param name="Cost">What one look costs the machine.</param>
/// <param name="Read">Reads the kind's own keys; all that is wrong with them is a problem.</param>
internal sealed record CheckKind(string Name, string Says, string Cost, Func<YamlMap, Problems, ICheck> Read)
{
    public Platforms Platforms { get; init; } = Platforms.Linux | Platforms.MacOS;

    /// <summary>For a kind that counts what happened: how long nothing must have happened, when its definition does not say.</summary>
    public TimeSpan UsualClearFor { get; init; }

    /// <summary>The keys that only this kind knows, in the order in which they are told.</summary>
    public IReadOnlyList<CheckOption> Options { get; init; } = [];
}

/// <summary>One key of a kind of check.</summary>
/// <param name="Takes">Type and unit, such as <c>percent</c>.</param>
/// <param name="Default">What holds when it is left out; "required" when it must not be.</param>
internal sealed record CheckOption(string Name, string Takes, string Default, string Means);

/// <summary>Where a kind of check can look.</summary>
[Flags]
internal enum Platforms
{
    Linux = 1,
    MacOS = 2,
}
