namespace AgentFleet.GitHub;

/// <summary>What a token may do. Each kind of token tells something else; a fine-grained one tells only of the repository.</summary>
/// <param name="Repository">What its person may do there.</param>
/// <param name="Scopes">Of a classic token, such as <c>repo</c>, which reach every repository of its person; null for other kinds.</param>
/// <param name="Granted">Of an App's installation, such as <c>issues</c>: <c>read</c>; null for other kinds.</param>
public sealed record TokenRights(RepositoryPermissions? Repository, IReadOnlyList<string>? Scopes, IReadOnlyDictionary<string, string>? Granted);
