namespace AgentFleet.Hub.State;

/// <summary>A review of a pull request, of the commit that was its head then.</summary>
public sealed class HubReview
{
    internal HubReview(long id, HubUser author, HubReviewState state, string body, string commit, DateTimeOffset at) =>
        (Id, Author, State, Body, Commit, At) = (id, author, state, body, commit, at);

    public HubUser Author { get; }

    public HubReviewState State { get; internal set; }

    internal long Id { get; }

    internal string Body { get; }

    internal string Commit { get; }

    internal DateTimeOffset At { get; }
}
