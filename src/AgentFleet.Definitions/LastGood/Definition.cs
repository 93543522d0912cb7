namespace AgentFleet.Definitions;

/// <summary>A definition that can be used, and the file and the hash of the bytes it was read from.</summary>
public sealed record Definition<T>(string Name, string File, string Hash, T Value) where T : class;
