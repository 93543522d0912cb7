namespace AgentFleet.GitHub;

/// <summary>Where the client gets its tokens from.</summary>
internal interface ITokenSource
{
    /// <summary>A token that is good now. What keeps us from one is told as any answer is.</summary>
    /// <param name="repository">What is asked about; null for what concerns no single repository.</param>
    Task<Answer<AccessToken>> TokenAsync(RepositoryName? repository, CancellationToken ct);

    /// <summary>What GitHub said, when it gave the last token, that it may do; null when it does not say.</summary>
    IReadOnlyDictionary<string, string>? Granted => null;

    /// <summary>It was refused: the next one asked for is a new one, where there is one to be had.</summary>
    void Drop(AccessToken token);
}
