using AgentFleet.GitHub;

namespace AgentFleet.Scanner.Checks.GitHub;

/// <summary>What a look at one repository has to tell so far.</summary>
internal sealed class Tale
{
    private string? _cause;

    public List<Observation> Observations { get; } = [];

    public List<Ending> Endings { get; } = [];

    /// <summary>What could not be seen, each in one line.</summary>
    public List<string> Troubles { get; } = [];

    /// <summary>How many there are of something, by the metric's name.</summary>
    public Dictionary<string, int> Counts { get; } = new(StringComparer.Ordinal);

    /// <summary>Why the first of it could not be seen, whatever that was; null when all was.</summary>
    public string? Cause => _cause ?? Troubles.FirstOrDefault();

    public void Trouble<T>(string what, Answer<T> answer)
    {
        if (Troubles.Count == 0)
            _cause = answer.Trouble;
        Troubles.Add($"{what}: {answer.Trouble}");
    }

    /// <summary>What a listing holds; null when there is no answer to use, which is then told as trouble.</summary>
    /// <param name="what">What was asked for.</param>
    public Listing<T>? Items<T>(string what, Answer<Listing<T>> answer)
    {
        if (answer is not Answer<Listing<T>>.Seen { Value: var listing })
        {
            if (answer.Trouble is not null)
                Trouble(what, answer);
            return null;
        }
        if (listing.Incomplete is { } why)
            Troubles.Add($"{what}: {why}");
        return listing;
    }

    public string? Incomplete => Troubles.Count switch
    {
        0 => null,
        1 => Troubles[0],
        var several => $"{Troubles[0]} (and {several - 1} more)",
    };
}
