using AgentFleet.Hub.State;
using static AgentFleet.Hub.Json.Written;

namespace AgentFleet.Hub.Json;

/// <summary>Reviews, as a list and as events.</summary>
internal static class ReviewJson
{
    public static string Of(HubReview review, HubPull pull) => $"{{{Fields(review, pull, State(review))}}}";

    /// <summary>The timeline writes the states in small letters.</summary>
    public static string Event(HubReview review, HubPull pull) =>
        $$"""{"event":"reviewed",{{Fields(review, pull, State(review).ToLowerInvariant())}}}""";

    private static string Fields(HubReview review, HubPull pull, string state)
    {
        var page = $"{pull.Issue.HtmlUrl}#pullrequestreview-{review.Id}";
        return $$"""
            "id":{{review.Id}},"node_id":{{Node("PRR", review.Id)}},"user":{{review.Author.ShownAs ?? "null"}},"body":{{Text(review.Body)}},"state":"{{state}}","html_url":"{{page}}","pull_request_url":"{{pull.Url}}","author_association":"{{pull.Issue.Repository.AssociationOf(review.Author)}}","_links":{"html":{"href":"{{page}}"},"pull_request":{"href":"{{pull.Url}}"} }{{Submitted(review)}},"commit_id":"{{review.Commit}}"
            """;
    }

    private static string Submitted(HubReview review) =>
        review.State == HubReviewState.Pending ? "" : $",\"submitted_at\":{Time(review.At)}";

    private static string State(HubReview review) => review.State switch
    {
        HubReviewState.ChangesRequested => "CHANGES_REQUESTED",
        var other => other.ToString().ToUpperInvariant(),
    };
}
