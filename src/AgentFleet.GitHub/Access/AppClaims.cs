namespace AgentFleet.GitHub;

/// <summary>What the App says of itself, signed: when it said so and until when it holds, in Unix seconds, and who it is.</summary>
internal sealed record AppClaims(long Iat, long Exp, string Iss);
