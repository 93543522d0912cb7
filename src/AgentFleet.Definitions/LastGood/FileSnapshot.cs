namespace AgentFleet.Definitions;

/// <summary>What a single file says: what can be used, and what is wrong with it now. Both are set while a last good version stands in.</summary>
public sealed record FileSnapshot<T>(Definition<T>? Good, BrokenDefinition? Broken) where T : class;
